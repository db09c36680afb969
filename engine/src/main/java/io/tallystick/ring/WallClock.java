package io.tallystick.ring;

import java.time.Instant;

/** The wall clock in nanoseconds since 1970. */
public final class WallClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private WallClock() {}

  public static long nowNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
