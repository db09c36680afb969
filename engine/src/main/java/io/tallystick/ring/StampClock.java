package io.tallystick.ring;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The leader's clock for batch stamps: the wall clock, watched by the monotonic one.
 *
 * <p>A forward jump of the wall clock past the bound stops stamping (a timestamp once ordered can
 * never be taken back) until the clock is right again or the operator accepts the jump by a
 * restart. A backward jump needs no rule here: stamps never go below the newest entry's.
 */
final class StampClock {
  /** What a caller may be told to wait while the clock is refused. */
  private static final long RETRY_AFTER_MS = 5_000;

  private final LongSupplier wallNanos;
  private final LongSupplier monotonicNanos;
  private final long jumpMaxNanos;
  private long lastWallNanos;
  private long lastMonotonicNanos;

  StampClock(LongSupplier wallNanos, LongSupplier monotonicNanos, long jumpMaxMs) {
    this.wallNanos = wallNanos;
    this.monotonicNanos = monotonicNanos;
    this.jumpMaxNanos = TimeUnit.MILLISECONDS.toNanos(jumpMaxMs);
    this.lastWallNanos = wallNanos.getAsLong();
    this.lastMonotonicNanos = monotonicNanos.getAsLong();
  }

  /**
   * Nanoseconds since 1970.
   *
   * @throws TallystickException {@code clock_jumped} (UNAVAILABLE)
   */
  long now() {
    long wall = wallNanos.getAsLong();
    long monotonic = monotonicNanos.getAsLong();
    long jump = (wall - lastWallNanos) - (monotonic - lastMonotonicNanos);
    if (jump > jumpMaxNanos) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "clock_jumped",
          "the wall clock jumped forward by "
              + TimeUnit.NANOSECONDS.toSeconds(jump)
              + " s; set it right, or restart the node to accept it",
          RETRY_AFTER_MS);
    }
    lastWallNanos = wall;
    lastMonotonicNanos = monotonic;
    return wall;
  }
}
