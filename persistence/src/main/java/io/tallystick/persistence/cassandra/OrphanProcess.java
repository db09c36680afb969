package io.tallystick.persistence.cassandra;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The note about the running child ({@code run/child.properties}: process id and start time) and
 * the ending of a child that outlived its parent. A process is ended only if its id, its start time
 * and its command line (the folder stands in it) all fit: an id may long belong to a stranger.
 */
final class OrphanProcess {
  /** Marks the child's command line; its value is the folder. */
  static final String MARK = "-Dtallystick.cassandra.child=";

  /** How far two readings of one start time may lie apart: the clock may have been stepped. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(3);

  private static final long END_MS = 5_000;

  private OrphanProcess() {}

  /** Keeps who the child is. */
  static void note(Path file, ProcessHandle child) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(child.pid()));
    properties.setProperty("started", child.info().startInstant().orElse(Instant.EPOCH).toString());
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, "the running Cassandra child");
    }
  }

  /** The noted process, if it still runs and is the one that was noted. */
  static Optional<ProcessHandle> find(Path file, Path folder) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      long pid = Long.parseLong(properties.getProperty("pid", "-1"));
      Instant started = Instant.parse(properties.getProperty("started", Instant.EPOCH.toString()));
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> isOurs(process.info(), started, folder));
    } catch (IOException | RuntimeException e) {
      // An unreadable note names nobody; the folder's own lock still keeps two servers apart.
      return Optional.empty();
    }
  }

  private static boolean isOurs(ProcessHandle.Info info, Instant started, Path folder) {
    boolean sameStart =
        info.startInstant()
            .map(found -> Duration.between(started, found).abs().compareTo(START_TOLERANCE) <= 0)
            .orElse(false);
    boolean sameCommand =
        info.commandLine()
            .map(line -> (line + " ").contains(" " + MARK + folder + " "))
            .orElse(false);
    return sameStart && sameCommand;
  }

  /** Ends it: asked first, then killed. */
  static void end(ProcessHandle orphan) {
    orphan.destroy();
    if (!ended(orphan)) {
      orphan.destroyForcibly();
      if (!ended(orphan)) {
        throw TallystickException.of(
            ErrorKind.UNAVAILABLE,
            "cassandra_orphan",
            "Process " + orphan.pid() + ", a Cassandra left by an earlier node, does not end");
      }
    }
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(END_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
