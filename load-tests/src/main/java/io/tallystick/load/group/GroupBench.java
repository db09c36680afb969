package io.tallystick.load.group;

import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.fault.Mounts;
import io.tallystick.load.process.NodeGroup;
import io.tallystick.load.process.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What faults work with: the group, chance, findings, and the ways back to a whole group. */
final class GroupBench {
  /** A node may take that long to start, and to fetch its history, on a busy machine. */
  static final long READY_MS_MAX = 120_000;

  /** Without an answer for that long after the last fault was made good the group is not live. */
  static final long RECOVER_MS_MAX = 120_000;

  private static final long LEADER_MS_MAX = 60_000;
  private static final long POLL_MS = 50;
  private static final int MESSAGE_CHARS_MAX = 300;

  private final NodeGroup group;
  private final SplittableRandom random;
  private final Findings findings;
  private final LoadSession clients;
  private final Optional<Mounts> disk;
  private final int diskNode;
  private final TreeSet<Integer> tainted = new TreeSet<>();

  /**
   * @param disk the small disk that a node's folder lies on, if there is one
   * @param diskNode that node
   */
  GroupBench(
      NodeGroup group,
      SplittableRandom random,
      Findings findings,
      LoadSession clients,
      Optional<Mounts> disk,
      int diskNode) {
    this.group = group;
    this.random = random;
    this.findings = findings;
    this.clients = clients;
    this.disk = disk;
    this.diskNode = diskNode;
  }

  NodeGroup group() {
    return group;
  }

  SplittableRandom random() {
    return random;
  }

  Findings findings() {
    return findings;
  }

  Mounts disk() {
    return disk.orElseThrow();
  }

  int diskNode() {
    return diskNode;
  }

  boolean has(GroupFault.Needs needs) {
    return switch (needs) {
      case NOTHING -> true;
      case CASSANDRA -> group.cassandra().isPresent();
      case SMALL_DISK -> disk.isPresent();
    };
  }

  /** Writes down what is done, among what clients do. */
  void note(String text) {
    clients.note(text);
  }

  int leader() {
    return group.awaitLeader(LEADER_MS_MAX);
  }

  /** Any node that does not lead. */
  int follower() {
    int leader = leader();
    List<Integer> others = new ArrayList<>(group.plan().numbers());
    others.remove(Integer.valueOf(leader));
    return others.get(random.nextInt(others.size()));
  }

  int anyNode() {
    return 1 + random.nextInt(group.plan().nodes());
  }

  /** Waits a time by chance; how long, in ms. */
  long pause(int msMin, int msMax) {
    long ms = random.nextInt(msMin, msMax + 1);
    pause(ms);
    return ms;
  }

  static void pause(long ms) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    long wait;
    while ((wait = endNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  /** Its stored bytes may differ from what it wrote: it gets an empty folder after the checks. */
  void taint(int node) {
    tainted.add(node);
  }

  /** Nodes that were tainted since the last call. */
  List<Integer> takeTainted() {
    List<Integer> taken = List.copyOf(tainted);
    tainted.clear();
    return taken;
  }

  /** Starts a node and waits until it is ready; a node that does not get so is a finding. */
  void startAndAwait(int node) {
    group.launch(node);
    awaitReady(node);
  }

  void awaitReady(int node) {
    NodeGroup.await(() -> group.ready(node) || !group.alive(node), READY_MS_MAX);
    if (group.alive(node) && !group.ready(node)) {
      findings.add("node " + node + " was not ready within " + READY_MS_MAX + " ms");
    }
  }

  /**
   * Waits until all nodes run, are ready and have a vote, and one leads. A node that has ended by
   * itself is a finding; it is started again.
   *
   * @return how long that took, in ms
   */
  long recover() throws IOException {
    long start = System.nanoTime();
    while (true) {
      for (int node : group.plan().numbers()) {
        if (!group.alive(node)) {
          findings.add("node " + node + " ended by itself: " + end(node));
          group.launch(node);
        }
      }
      long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (group.healthy() && group.voters() == group.plan().nodes()) {
        return passedMs;
      }
      if (passedMs > RECOVER_MS_MAX) {
        findings.add(
            "not whole again after "
                + passedMs
                + " ms: "
                + group.states()
                + ", views "
                + group.views());
        return passedMs;
      }
      pause(POLL_MS);
    }
  }

  /** How a node's process ended: exit code and the last line that it printed. */
  String end(int node) throws IOException {
    OptionalInt exit = group.process(node).awaitExit(0);
    return "exit "
        + (exit.isPresent() ? Integer.toString(exit.getAsInt()) : "none")
        + ", "
        + lastLine(node);
  }

  private String lastLine(int node) throws IOException {
    List<String> lines =
        Files.readAllLines(group.plan().log(node)).stream()
            .filter(line -> !line.isBlank())
            .toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    return last.substring(0, Math.min(MESSAGE_CHARS_MAX, last.length()));
  }

  /** Waits until a node has applied what was settled when this was called. */
  void awaitCaughtUp(int node) {
    long goal = group.states().stream().mapToLong(NodeState::settledHeight).max().orElse(0);
    boolean done =
        NodeGroup.await(
            () ->
                !group.alive(node)
                    || group.state(node).map(state -> state.appliedHeight() >= goal).orElse(false),
            READY_MS_MAX);
    if (!done) {
      findings.add("node " + node + " did not reach height " + goal + ": " + group.states());
    }
  }

  /** Does something that the group may refuse; whether it did it. */
  boolean tryTo(Runnable what) {
    try {
      what.run();
      return true;
    } catch (TallystickException refused) {
      note("refused: " + refused.code());
      return false;
    }
  }
}
