package io.tallystick.simulation.world;

/** The two clocks of one machine. */
public final class SimulatedClock {
  /** When a run begins, on a wall clock that is right: 2027-01-15. */
  private static final long START_NANOS = 1_800_000_000_000_000_000L;

  private final Schedule schedule;
  private final long monotonicOrigin;
  private long wallOffset;

  /** {@code monotonicOrigin}: what the monotonic clock shows at the start of the run. */
  public SimulatedClock(Schedule schedule, long monotonicOrigin) {
    this.schedule = schedule;
    this.monotonicOrigin = monotonicOrigin;
  }

  /** Monotonic nanoseconds. */
  public long nanoTime() {
    return monotonicOrigin + schedule.now();
  }

  /** Nanoseconds since 1970. */
  public long wallNanos() {
    return START_NANOS + schedule.now() + wallOffset;
  }

  /** The wall clock jumps; negative is backwards. */
  public void jump(long nanos) {
    wallOffset += nanos;
  }

  /** The wall clock is set right. */
  public void setRight() {
    wallOffset = 0;
  }
}
