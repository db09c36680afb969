package io.tallystick.persistence.file;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds background work to a share of a core: after each slice of work the thread rests in
 * proportion. (Thread priorities mean nothing to Linux's scheduler as the JVM is usually started.)
 */
public final class Pacer {
  private static final long REST_NANOS_MAX = 50_000_000;

  private final int dutyPercent;
  private final BooleanSupplier hurry;
  private long sliceBegan = System.nanoTime();

  /**
   * @param dutyPercent share of time spent working, 1 … 100
   * @param hurry whether to work without rest for now
   */
  public Pacer(int dutyPercent, BooleanSupplier hurry) {
    this.dutyPercent = dutyPercent;
    this.hurry = hurry;
  }

  /** Rests after a slice of work. */
  public void rest() {
    if (dutyPercent < 100 && !hurry.getAsBoolean()) {
      long worked = System.nanoTime() - sliceBegan;
      LockSupport.parkNanos(Math.min(REST_NANOS_MAX, worked * (100 - dutyPercent) / dutyPercent));
    }
    sliceBegan = System.nanoTime();
  }
}
