package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
final class Waiting {
  /** Between two looks. */
  static final long LOOK_MS = 200;

  private Waiting() {}

  /**
   * Looks until something holds.
   *
   * @param meanwhile run after each look that found it not to hold
   * @return whether it held before the time was over
   */
  static boolean until(BooleanSupplier holds, long timeoutMs, Runnable meanwhile) {
    long end = System.nanoTime() + nanos(timeoutMs);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      meanwhile.run();
      pause(LOOK_MS);
    }
    return true;
  }

  static long nanos(long ms) {
    return TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /**
   * Waits that long.
   *
   * @throws TallystickException {@code interrupted}
   */
  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "Interrupted while waiting.", e);
    }
  }
}
