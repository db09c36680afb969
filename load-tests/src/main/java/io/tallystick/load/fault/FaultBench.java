package io.tallystick.load.fault;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.load.crash.Findings;
import io.tallystick.load.crash.HistoryCheck;
import io.tallystick.load.crash.LoadSession;
import io.tallystick.load.process.NodeCommand;
import io.tallystick.load.process.NodeProcess;
import io.tallystick.load.process.Ports;
import io.tallystick.load.process.Programs;
import io.tallystick.persistence.file.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What all fault cases share: folders, nodes, load, and the judgement of a start. */
final class FaultBench {
  static final String WITHOUT_CASSANDRA = "--without-cassandra";
  static final int CLIENTS = 4;
  static final int ROWS_PER_SECOND = 8_000;

  private static final long READY_MS_MAX = 120_000;
  private static final long STOP_MS_MAX = 60_000;
  private static final int MESSAGE_CHARS_MAX = 300;

  private final FaultOptions options;
  private final NodeCommand command;
  private final Path folder;
  private final PrintWriter out;
  private final SplittableRandom random;
  private final int port;
  private final Findings findings = new Findings();

  FaultBench(FaultOptions options, long seed, NodeCommand command, Path folder, PrintWriter out) {
    this.options = options;
    this.command = command;
    this.folder = folder;
    this.out = out;
    this.random = new SplittableRandom(seed);
    this.port = Ports.free(options.port, new SplittableRandom());
  }

  FaultOptions options() {
    return options;
  }

  Findings findings() {
    return findings;
  }

  SplittableRandom random() {
    return random;
  }

  void say(String text) {
    out.println(text);
    out.flush();
  }

  /** A folder for one case, empty. */
  Path newFolder(String name) throws IOException {
    Path made = folder.resolve(name);
    FileTree.remove(made);
    return Files.createDirectories(made);
  }

  /** Starts a node; its output goes beside its data folder. */
  NodeProcess launch(Path data, String... more) {
    return NodeProcess.start(command, data, port, output(data), List.of(more));
  }

  /** Starts a node that must get ready. */
  NodeProcess start(Path data, String... more) {
    NodeProcess node = launch(data, more);
    if (!node.awaitReady(READY_MS_MAX)) {
      node.close();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "node_not_ready", "the node did not start; see " + output(data));
    }
    return node;
  }

  static Path output(Path data) {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  /** Clients at work on a node; they send already. */
  LoadSession load(NodeProcess node, Path record) throws IOException {
    LoadSession session = new LoadSession(node.url(), record, findings, random.nextLong());
    session.start(CLIENTS, ROWS_PER_SECOND);
    session.resume();
    return session;
  }

  /**
   * Starts a node on a folder that something happened to, and judges: ready, with all that was
   * answered; or ended by itself, with an exit code and a message.
   */
  FaultResult judge(String what, Path data, Path record, String... more) throws IOException {
    Files.deleteIfExists(output(data));
    long startNanos = System.nanoTime();
    try (NodeProcess node = launch(data, more)) {
      if (!node.awaitReady(READY_MS_MAX)) {
        return refused(what, node, data);
      }
      long readyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
      long before = findings.count();
      HistoryCheck history = new HistoryCheck(record, findings, true);
      pause(200);
      history.check(data, node.url());
      stop(node);
      boolean good = findings.count() == before;
      return new FaultResult(
          what,
          good ? FaultResult.REPAIRED : FaultResult.WRONG,
          good
              ? String.format(
                  java.util.Locale.ROOT,
                  "ready after %,d ms, %,d records, %,d answered rows",
                  readyMs,
                  history.records(),
                  history.rowsChecked())
              : findings.kept().get(findings.kept().size() - 1));
    }
  }

  /** Judges a node that did not get ready. */
  FaultResult refused(String what, NodeProcess node, Path data) throws IOException {
    OptionalInt exit = node.awaitExit(0);
    String message = message(data);
    String wrong = null;
    if (exit.isEmpty()) {
      wrong = "neither ready nor ended";
    } else if (exit.getAsInt() == 0) {
      wrong = "ended with 0 and was not ready";
    } else if (message.isBlank()) {
      wrong = "ended with " + exit.getAsInt() + " without a message";
    } else if (Files.readString(output(data)).contains("\tat ")) {
      wrong = "ended with a stack trace: " + message;
    }
    if (wrong != null) {
      findings.add(what + ": " + wrong);
      return new FaultResult(what, FaultResult.WRONG, wrong);
    }
    return new FaultResult(what, FaultResult.REFUSED, "exit " + exit.getAsInt() + ": " + message);
  }

  /** The last line that a node printed. */
  static String message(Path data) throws IOException {
    List<String> lines =
        Files.readAllLines(output(data)).stream().filter(line -> !line.isBlank()).toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
    return last.substring(0, Math.min(MESSAGE_CHARS_MAX, last.length()));
  }

  void stop(NodeProcess node) {
    if (node.stop(STOP_MS_MAX).isEmpty()) {
      findings.add("a node did not stop within " + STOP_MS_MAX + " ms");
      node.killNode();
    }
  }

  static void pause(long ms) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    long wait;
    while ((wait = endNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  static void copyTree(Path from, Path to) throws IOException {
    // cp keeps holes in preallocated files, which a plain copy would fill.
    Programs.run("cp", "-a", "--sparse=auto", from.toString(), to.toString());
  }
}
