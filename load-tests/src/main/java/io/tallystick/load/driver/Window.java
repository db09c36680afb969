package io.tallystick.load.driver;

import io.tallystick.base.Checks;

/**
 * When a run warms up and when it is measured, by {@link System#nanoTime()}.
 *
 * @param startNanos the first request is sent
 * @param steadyNanos the measured part begins
 * @param endNanos no request starts from here on
 */
record Window(long startNanos, long steadyNanos, long endNanos) {
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  Window {
    Checks.that(steadyNanos - startNanos >= 0, "warm-up is not negative");
    Checks.that(endNanos - steadyNanos > 0, "something is measured");
  }

  static Window of(long startNanos, long warmUpSeconds, long seconds) {
    long steady = startNanos + warmUpSeconds * NANOS_PER_SECOND;
    return new Window(startNanos, steady, steady + seconds * NANOS_PER_SECOND);
  }

  boolean steady(long nanos) {
    return nanos - steadyNanos >= 0 && nanos - endNanos < 0;
  }

  boolean over(long nanos) {
    return nanos - endNanos >= 0;
  }

  /** Whole seconds since the start; may be past {@link #seconds()} for late answers. */
  int second(long nanos) {
    return (int) ((nanos - startNanos) / NANOS_PER_SECOND);
  }

  /** Seconds of warm-up and measurement together, rounded up. */
  int seconds() {
    return (int) ((endNanos - startNanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }

  double steadySeconds() {
    return (endNanos - steadyNanos) / (double) NANOS_PER_SECOND;
  }
}
