package io.tallystick.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as the cluster's file remembers it. Its start time stands beside its id, since the
 * system gives the id of a process that has ended to another one.
 */
public record ProcessNote(long pid, Instant started) {
  /** How far two readings of one start time may lie apart: the clock may have been stepped. */
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  static ProcessNote of(ProcessHandle process) {
    return new ProcessNote(process.pid(), process.info().startInstant().orElseGet(Instant::now));
  }

  /** The process, if it still runs and is the one that was noted. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> sameStart(process.info()))
        .filter(process -> !isDefunct(pid));
  }

  private boolean sameStart(ProcessHandle.Info info) {
    return info.startInstant()
        .map(found -> Duration.between(started, found).abs().compareTo(START_TOLERANCE) <= 0)
        .orElse(false);
  }

  /**
   * Whether it has ended and only waits for a parent to ask for its status: in a container whose
   * first process never asks, it would count as alive for ever.
   */
  private static boolean isDefunct(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.isReadable(stat)) {
      return false;
    }
    try {
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      int state = line.lastIndexOf(')') + 2;
      return state < line.length() && line.charAt(state) == 'Z';
    } catch (IOException gone) {
      return true;
    }
  }
}
