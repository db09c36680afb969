package io.tallystick.load.driver;

import io.tallystick.base.Checks;

/**
 * The fixed arrival times of the open model: request n is due at start + n / rate, whatever became
 * of the requests before it.
 *
 * @param requestsPerSecond above 0
 */
record OpenSchedule(long startNanos, long endNanos, double requestsPerSecond) {
  OpenSchedule {
    Checks.that(
        requestsPerSecond > 0 && Double.isFinite(requestsPerSecond), "a rate is above zero");
  }

  /** When request {@code index} (from 0) is due, or {@link Pacing#OVER} if that is past the end. */
  long dueNanos(long index) {
    long due = startNanos + (long) (index * (Window.NANOS_PER_SECOND / requestsPerSecond));
    return due - endNanos >= 0 ? Pacing.OVER : due;
  }
}
