package io.tallystick.ring;

import java.util.concurrent.TimeUnit;

/**
 * When a journal unit closes: once its entries reach a size, or its first batch an age. The leader
 * alone decides and writes the decision into the entry, so that units form the same everywhere.
 */
final class UnitClock {
  private final long unitBytes;
  private final long ageMaxNanos;
  private long openBytes;
  private long openedNanos;
  private volatile boolean open;

  UnitClock(long unitBytes, long ageMaxMs) {
    this.unitBytes = unitBytes;
    this.ageMaxNanos = TimeUnit.MILLISECONDS.toNanos(ageMaxMs);
  }

  /** A unit that an earlier leader or run left open closes with the next batch. */
  void resumeOpen(long nowNanos) {
    open = true;
    openedNanos = nowNanos - ageMaxNanos;
    openBytes = 0;
  }

  /** Whether the batch of so many entry bytes, proposed now, closes the unit; notes the batch. */
  boolean closesWith(long entryBytes, long nowNanos) {
    if (!open) {
      open = true;
      openedNanos = nowNanos;
      openBytes = 0;
    }
    openBytes += entryBytes;
    boolean closes = openBytes >= unitBytes || nowNanos - openedNanos >= ageMaxNanos;
    if (closes) {
      open = false;
    }
    return closes;
  }

  /** Whether a unit is open that is too old. */
  boolean isOverdue(long nowNanos) {
    return open && nowNanos - openedNanos >= ageMaxNanos;
  }

  /** Whether a unit is open; may be asked on any thread. */
  boolean isOpen() {
    return open;
  }
}
