package io.tallystick.batch;

import static io.tallystick.batch.BatchLimits.EXPIRED_MAX;

/**
 * The time arithmetic of a batch with stamp T and n events: expired pending transfers get T - n -
 * 8190 + 1 and following, event i gets T - n + 1 + i.
 */
public final class BatchStamps {
  private BatchStamps() {}

  /**
   * The smallest stamp that a batch of so many events may have, so that no timestamp is below 1.
   */
  public static long stampMin(int eventCount) {
    return (long) eventCount + EXPIRED_MAX;
  }

  /** The smallest stamp of a batch of so many events that follows one stamped {@code previous}. */
  public static long stampMinAfter(long previous, int eventCount) {
    return previous + stampMin(eventCount);
  }

  /** S: pending transfers whose expiry is not after it are released by this batch. */
  public static long releaseUntil(long stampNs, int eventCount) {
    return stampNs - eventCount - EXPIRED_MAX;
  }

  /** The timestamp of an event, which counts from 0. */
  public static long ofEvent(long stampNs, int eventCount, int event) {
    return stampNs - eventCount + 1 + event;
  }

  /** The timestamp of a release, which counts from 0. */
  public static long ofRelease(long stampNs, int eventCount, int release) {
    return releaseUntil(stampNs, eventCount) + 1 + release;
  }
}
