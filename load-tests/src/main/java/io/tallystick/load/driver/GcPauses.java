package io.tallystick.load.driver;

import java.util.OptionalDouble;

/** Reads the pauses of a server's garbage collector from its metrics (Prometheus' text format). */
final class GcPauses {
  private static final String NAME = "jvm_gc_pause_seconds_sum";

  private GcPauses() {}

  /** Seconds of all pauses since the server started; empty if it names none. */
  static OptionalDouble total(String metrics) {
    boolean found = false;
    double seconds = 0;
    for (String line : metrics.split("\n")) {
      if (line.startsWith(NAME)) {
        seconds += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1).strip());
        found = true;
      }
    }
    return found ? OptionalDouble.of(seconds) : OptionalDouble.empty();
  }
}
