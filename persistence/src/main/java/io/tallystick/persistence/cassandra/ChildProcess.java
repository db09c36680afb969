package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of the child: launched, waited for, stopped. */
final class ChildProcess {
  private static final String SERVER_CLASS = "org.apache.cassandra.service.CassandraDaemon";
  private static final long POLL_MS = 100;
  private static final int LOG_LINES_SHOWN = 15;

  private final ChildFolder folder;
  private final ChildPorts ports;
  private final Process process;

  private ChildProcess(ChildFolder folder, ChildPorts ports, Process process) {
    this.folder = folder;
    this.ports = ports;
    this.process = process;
  }

  /** Starts the JVM; its configuration is already written. */
  static ChildProcess launch(ChildFolder folder, ChildPorts ports, Path java) throws IOException {
    // The options lie in a file so that the command line stays short enough to be read back whole
    // when an orphan is looked for.
    List<String> command =
        List.of(
            java.toString(),
            OrphanProcess.MARK + folder.root(),
            "@" + folder.run("jvm.args"),
            ChildMain.class.getName(),
            folder.run("child.lock").toString(),
            SERVER_CLASS);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.console().toFile())
            .start();
    OrphanProcess.note(folder.run("child.properties"), process.toHandle());
    return new ChildProcess(folder, ports, process);
  }

  Process process() {
    return process;
  }

  /** Waits until CQL answers; fails as {@link #failure} says. */
  void awaitReady(long timeoutMs, StartProgress progress) throws InterruptedException {
    long started = System.nanoTime();
    while (true) {
      long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      if (CqlProbe.answers(ports.nativePort())) {
        progress.at(StartProgress.Phase.READY, elapsedMs);
        return;
      }
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        throw failure("ended with status " + process.exitValue());
      }
      if (elapsedMs > timeoutMs) {
        throw failure("did not answer within " + timeoutMs + " ms");
      }
      progress.at(phase(LogTail.text(folder.log())), elapsedMs);
    }
  }

  private static StartProgress.Phase phase(String log) {
    if (log.contains("Loading persisted ring state") || log.contains("Starting up server gossip")) {
      return StartProgress.Phase.JOINING;
    }
    if (log.contains("Replaying ")) {
      return StartProgress.Phase.REPLAYING;
    }
    return log.isEmpty() ? StartProgress.Phase.STARTING_JVM : StartProgress.Phase.OPENING_TABLES;
  }

  /** The error for a child that did not come up: what, where its log lies, its last lines. */
  private TallystickException failure(String what) {
    String log = LogTail.text(folder.log()) + LogTail.text(folder.console());
    int status = process.isAlive() ? 0 : process.exitValue();
    StartFailure failure = StartFailure.of(status, log);
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        failure.code(),
        "The Cassandra child "
            + what
            + ": "
            + failure.meaning()
            + ". Logs: "
            + folder.log()
            + " and "
            + folder.console()
            + ". Last lines:\n"
            + LogTail.lines(folder.console(), LOG_LINES_SHOWN)
            + "\n"
            + LogTail.lines(folder.log(), LOG_LINES_SHOWN));
  }

  /** Asks it to end, waits, then kills it. Returns whether it ended by itself. */
  boolean stop(long timeoutMs) throws InterruptedException {
    process.destroy();
    if (process.waitFor(timeoutMs, TimeUnit.MILLISECONDS)) {
      return true;
    }
    process.destroyForcibly().waitFor(timeoutMs, TimeUnit.MILLISECONDS);
    return false;
  }
}
