package io.tallystick.load.crash;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.driver.NodeStatus;
import io.tallystick.load.http.JsonClient;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.ProcFs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the rounds: load, kill, restart, load, quiet, checks. Everything random comes from the seed;
 * what the machine makes of it does not repeat itself exactly.
 */
final class Campaign implements AutoCloseable {
  private static final long READY_MS_MAX = 240_000;
  private static final long QUIET_MS_MAX = 120_000;
  private static final long CATCH_UP_MS_MAX = 240_000;
  private static final long ORPHAN_MS_MAX = 30_000;
  private static final long STOP_MS_MAX = 60_000;
  private static final long VERIFY_MS_MAX = 600_000;
  private static final int RESTART_PAUSE_MS_MAX = 500;
  private static final int SECOND_KILL_MS_MAX = 6_000;
  private static final long POLL_MS = 50;

  private final CampaignOptions options;
  private final NodeCommand command;
  private final Path folder;
  private final PrintWriter out;
  private final SplittableRandom random;
  private final int port;
  private final Findings findings = new Findings();
  private final HistoryCheck history;
  private final List<Round> rounds = new ArrayList<>();
  private NodeProcess node;
  private LoadSession clients;
  private long firstStartMs;
  private long cleanRestartMs = Round.DOES_NOT_APPLY;
  private String verifyOutput = "";

  Campaign(CampaignOptions options, long seed, NodeCommand command, Path folder, PrintWriter out)
      throws IOException {
    this.options = options;
    this.command = command;
    this.folder = folder;
    this.out = out;
    this.random = new SplittableRandom(seed);
    this.port = Ports.free(options.port, new SplittableRandom());
    Files.createDirectories(folder);
    this.history = new HistoryCheck(recordPath(), findings, false);
  }

  void run(long seed) throws IOException {
    firstStartMs = start();
    clients = new LoadSession(node.url(), recordPath(), findings, seed);
    clients.start(options.clients, options.rowsPerSecond);
    for (int number = 1; number <= options.rounds; number++) {
      Round round = round(number);
      rounds.add(round);
      print(round);
    }
    finish();
  }

  private Round round(int number) throws IOException {
    KillKind kill = killKind();
    long unknownBefore = clients.count("unknown_outcomes");
    clients.note("round " + number + " " + kill);
    clients.resume();
    long loadMs = randomMs(300, options.seconds * 1_000L);
    pause(loadMs);
    OptionalLong cassandra = node.cassandra();
    kill(kill, cassandra);
    long restartMs = Round.DOES_NOT_APPLY;
    long orphanMs = Round.DOES_NOT_APPLY;
    if (kill.killsNode()) {
      pause(random.nextInt(RESTART_PAUSE_MS_MAX));
      restartMs = restart(kill);
      orphanMs = orphanMs(kill, cassandra);
    }
    pause(randomMs(200, options.seconds * 500L));
    if (!clients.quiesce(QUIET_MS_MAX)) {
      findings.add("round " + number + ": clients got no answer within " + QUIET_MS_MAX + " ms");
    }
    long catchUpMs = awaitQuiet(number);
    NodeStatus status = check();
    return new Round(
        number,
        kill,
        loadMs,
        restartMs,
        orphanMs,
        catchUpMs,
        status.settledHeight(),
        status.records(),
        clients.count("unknown_outcomes") - unknownBefore,
        findings.count());
  }

  private KillKind killKind() {
    if (options.withoutCassandra) {
      return random.nextInt(3) == 0 ? KillKind.NODE_TWICE : KillKind.NODE;
    }
    return options.kind() == null ? KillKind.mixed(random) : options.kind();
  }

  private void kill(KillKind kill, OptionalLong cassandra) {
    clients.note("kill " + kill);
    switch (kill) {
      case NODE, NODE_TWICE -> node.killNode();
      case CASSANDRA -> {
        if (cassandra.isEmpty()) {
          findings.add("the node had no Cassandra that could be killed");
        }
        NodeProcess.kill(cassandra);
      }
      case BOTH -> {
        // Either may die first.
        if (random.nextBoolean()) {
          NodeProcess.kill(cassandra);
          node.killNode();
        } else {
          node.killNode();
          NodeProcess.kill(cassandra);
        }
      }
    }
  }

  private long restart(KillKind kill) {
    if (kill == KillKind.NODE_TWICE) {
      node = launch();
      pause(random.nextInt(SECOND_KILL_MS_MAX));
      node.killNode();
    }
    return start();
  }

  private NodeProcess launch() {
    List<String> more = new ArrayList<>(List.of(options.nodeOptions));
    if (options.withoutCassandra) {
      more.add("--without-cassandra");
    }
    return NodeProcess.start(command, dataPath(), port, nodeOutput(), more);
  }

  /** Starts the node and waits until it is ready; how long that took in ms. */
  private long start() {
    long startNanos = System.nanoTime();
    node = launch();
    if (!node.awaitReady(READY_MS_MAX)) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "node_not_ready",
          "the node was not ready after " + READY_MS_MAX + " ms; see " + nodeOutput());
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  private long orphanMs(KillKind kill, OptionalLong cassandra) {
    if (kill == KillKind.BOTH || cassandra.isEmpty()) {
      return Round.DOES_NOT_APPLY;
    }
    long pid = cassandra.getAsLong();
    boolean still = ProcFs.isCassandraChild(pid);
    long gone = still ? NodeProcess.awaitGone(pid, ORPHAN_MS_MAX) : 0;
    if (gone < 0) {
      findings.add("the Cassandra of a killed node lives on as process " + pid);
    }
    return gone;
  }

  /** Waits until all is sealed and journalled; how long the journal took in ms. */
  private long awaitQuiet(int round) throws IOException {
    long start = System.nanoTime();
    try (JsonClient client = new JsonClient(node.url())) {
      while (true) {
        com.fasterxml.jackson.databind.JsonNode document = client.require("/v1/status");
        NodeStatus status = NodeStatus.of(document);
        boolean sealed = document.path("sealed_height").asLong() == status.settledHeight();
        boolean journalled =
            options.withoutCassandra || status.journalledHeight() == status.settledHeight();
        long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (sealed && journalled) {
          return options.withoutCassandra ? Round.DOES_NOT_APPLY : passedMs;
        }
        if (passedMs > CATCH_UP_MS_MAX) {
          findings.add(
              "round "
                  + round
                  + ": settled "
                  + status.settledHeight()
                  + ", journalled "
                  + status.journalledHeight()
                  + " after "
                  + passedMs
                  + " ms: "
                  + document);
          return passedMs;
        }
        pause(POLL_MS);
      }
    }
  }

  private NodeStatus check() throws IOException {
    return history.check(dataPath(), node.url());
  }

  private void finish() throws IOException {
    clients.close();
    stop();
    cleanRestartMs = start();
    check();
    stop();
    verify();
  }

  private void stop() {
    OptionalInt exit = node.stop(STOP_MS_MAX);
    if (exit.isEmpty()) {
      findings.add("the node did not stop within " + STOP_MS_MAX + " ms of SIGTERM");
      node.killNode();
    }
  }

  /** Runs {@code verify} over the stopped node's folder. */
  private void verify() throws IOException {
    Path output = folder.resolve("verify.log");
    Process process = command.process(output, "verify", "--data", dataPath().toString()).start();
    try {
      if (!process.waitFor(VERIFY_MS_MAX, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        findings.add("verify did not end within " + VERIFY_MS_MAX + " ms");
      } else if (process.exitValue() != 0) {
        findings.add("verify ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    verifyOutput = Files.readString(output);
  }

  private void print(Round round) {
    out.printf(
        Locale.ROOT,
        "round %2d  %-10s after %,6d ms  restart %,6d ms  catch-up %,6d ms  height %,d  records"
            + " %,d  unknown %d  findings %d%n",
        round.number(),
        round.kill(),
        round.loadMs(),
        round.restartMs(),
        round.catchUpMs(),
        round.settledHeight(),
        round.records(),
        round.unknownOutcomes(),
        round.findings());
    out.flush();
  }

  private long randomMs(long min, long max) {
    return min + random.nextLong(Math.max(1, max - min));
  }

  private static void pause(long ms) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    long wait;
    while ((wait = endNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  private Path dataPath() {
    return folder.resolve("data");
  }

  private Path recordPath() {
    return folder.resolve("requests.rec");
  }

  private Path nodeOutput() {
    return folder.resolve("node.log");
  }

  /** The figures; complete after {@link #run}. */
  CampaignResult result(long seed) {
    return new CampaignResult(
        seed,
        options,
        List.copyOf(rounds),
        clients == null ? new Counts() : clients.counts(),
        findings,
        history.replay(),
        history.rowsChecked(),
        firstStartMs,
        cleanRestartMs,
        verifyOutput);
  }

  @Override
  public void close() throws IOException {
    if (clients != null) {
      clients.close();
    }
    if (node != null) {
      node.close();
    }
  }
}
