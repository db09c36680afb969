package io.tallystick.load.group;

import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.HistoryCheck;
import io.tallystick.load.crash.LoadPlan;
import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.driver.NodeStatus;
import io.tallystick.load.fault.Mounts;
import io.tallystick.load.process.GroupPlan;
import io.tallystick.load.process.GroupVerify;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Runs the rounds: load, a fault under load, load, quiet, checks. Everything random comes from the
 * seed; what the machine makes of it does not repeat itself exactly.
 */
final class GroupCampaign implements AutoCloseable {
  private static final long START_MS_MAX = 240_000;
  private static final long QUIET_MS_MAX = 120_000;
  private static final int LOAD_MS_MIN = 300;

  private final GroupOptions options;
  private final GroupPlan plan;
  private final NodeCommand command;
  private final PrintWriter out;
  private final SplittableRandom random;
  private final Findings findings = new Findings();
  private final HistoryCheck history;
  private final List<GroupRound> rounds = new ArrayList<>();
  private final Map<Integer, String> verified = new TreeMap<>();
  private final Optional<Mounts> disk;
  private NodeGroup group;
  private LoadSession clients;
  private GroupBench bench;
  private LevelCheck level;

  GroupCampaign(
      GroupOptions options, GroupPlan plan, long seed, NodeCommand command, PrintWriter out)
      throws IOException {
    this.options = options;
    this.plan = plan;
    this.command = command;
    this.out = out;
    this.random = new SplittableRandom(seed);
    Files.createDirectories(plan.folder());
    this.history = new HistoryCheck(plan.folder().resolve("requests.rec"), findings, false);
    this.disk = smallDisk();
  }

  private int diskNode() {
    return plan.nodes();
  }

  private Optional<Mounts> smallDisk() {
    boolean wanted = options.faults.isEmpty() || options.faults.contains("disk-full");
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.of(Mounts.memory(plan.data(diskNode()), StorageFaults.DISK_MB));
    } catch (IOException e) {
      out.println("no full disks: " + e.getMessage());
      return Optional.empty();
    }
  }

  void run(long seed) throws IOException {
    group = NodeGroup.prepare(plan, command, !options.withoutCassandra, seed);
    group.start(START_MS_MAX);
    clients =
        new LoadSession(
            LoadPlan.group(group.urls()), plan.folder().resolve("requests.rec"), findings, seed);
    clients.start(options.clients, options.rowsPerSecond);
    bench = new GroupBench(group, random.split(), findings, clients, disk, diskNode());
    level = new LevelCheck(group, findings);
    List<GroupFault> faults = faults();
    for (int number = 1; number <= options.rounds; number++) {
      GroupRound round =
          round(
              number,
              options.faults.isEmpty()
                  ? faults.get(random.nextInt(faults.size()))
                  : faults.get((number - 1) % faults.size()));
      rounds.add(round);
      print(round);
    }
    finish();
  }

  private List<GroupFault> faults() {
    List<GroupFault> asked =
        options.faults.isEmpty()
            ? GroupFaults.all()
            : options.faults.stream().map(name -> GroupFaults.named(name).orElseThrow()).toList();
    return asked.stream().filter(fault -> bench.has(fault.needs())).toList();
  }

  private GroupRound round(int number, GroupFault fault) throws IOException {
    String when = "round " + number + ", " + fault.name();
    long unknownBefore = clients.count("unknown_outcomes");
    clients.note(when);
    clients.resume();
    clients.availability().begin(System.nanoTime());
    bench.pause(LOAD_MS_MIN, options.seconds * 1_000);
    String what = fault.strike().on(bench);
    long recoverMs = bench.recover();
    bench.pause(LOAD_MS_MIN, options.seconds * 1_000);
    long unavailableMs = clients.availability().end(System.nanoTime());
    if (!clients.quiesce(QUIET_MS_MAX)) {
      findings.add(when + ": clients got no answer within " + QUIET_MS_MAX + " ms");
    }
    long levelMs = level.await(when);
    int asked = bench.anyNode();
    NodeStatus status = history.check(plan.data(asked), group.url(asked));
    mendTainted();
    return new GroupRound(
        number,
        fault,
        what,
        unavailableMs,
        clients.availability().latencyMs(),
        recoverMs,
        levelMs,
        status.settledHeight(),
        status.records(),
        clients.count("unknown_outcomes") - unknownBefore,
        findings.count());
  }

  /** Whoever may hold bytes that it did not write gets an empty folder and fetches the history. */
  private void mendTainted() throws IOException {
    for (int node : bench.takeTainted()) {
      group.stop(node);
      group.wipe(node);
      bench.startAndAwait(node);
    }
    bench.recover();
  }

  private void finish() throws IOException {
    clients.close();
    level.await("at the end");
    plan.numbers().forEach(node -> group.process(node).askToStop());
    plan.numbers().forEach(group::stop);
    GroupVerify verify = new GroupVerify(command, plan, level.head());
    for (int node : plan.numbers()) {
      // The journal is one: it is compared with the first node's batches.
      String cassandra = node == 1 ? group.cassandra().map(one -> one.address()).orElse("") : "";
      GroupVerify.Outcome outcome = verify.run(node, cassandra);
      verified.put(node, outcome.output());
      if (!outcome.intact()) {
        findings.add("verify of node " + node + ": " + outcome.output());
      }
    }
  }

  private void print(GroupRound round) {
    out.printf(
        Locale.ROOT,
        "round %2d  %-16s  unavailable %,6d ms  whole %,6d ms  level %,6d ms  height %,d  records"
            + " %,d  unknown %d  findings %d   %s%n",
        round.number(),
        round.fault().name(),
        round.unavailableMs(),
        round.recoverMs(),
        round.levelMs(),
        round.height(),
        round.records(),
        round.unknownOutcomes(),
        round.findings(),
        round.what());
    out.flush();
  }

  /** The figures so far. */
  GroupResult result(long seed) {
    return new GroupResult(
        seed,
        options,
        List.copyOf(rounds),
        findings,
        clients == null ? 0 : clients.count("bodies"),
        clients == null ? 0 : clients.count("rows"),
        clients == null ? 0 : clients.count("unknown_outcomes"),
        clients == null ? Map.of() : clients.counts("http."),
        history.rowsChecked(),
        history.records(),
        history.createdTransfers(),
        Map.copyOf(verified));
  }

  @Override
  public void close() throws IOException {
    try {
      if (clients != null) {
        clients.close();
      }
      if (group != null) {
        group.close();
      }
    } finally {
      if (disk.isPresent()) {
        keepSmallDisk();
        disk.get().close();
      }
    }
  }

  /** What lies on the small disk is gone with it; of a campaign that found something it is kept. */
  private void keepSmallDisk() throws IOException {
    if (findings.count() > 0) {
      String kept = plan.data(diskNode()) + ".kept";
      io.tallystick.load.process.Programs.run(
          "cp", "-a", "--sparse=auto", plan.data(diskNode()).toString(), kept);
    }
  }
}
