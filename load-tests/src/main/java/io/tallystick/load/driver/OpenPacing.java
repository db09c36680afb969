package io.tallystick.load.driver;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Open model: connections draw the next due request from one schedule. One that is drawn late,
 * since all connections were busy, starts at once, and its latency still counts from when it was
 * due.
 */
final class OpenPacing implements Pacing {
  private final OpenSchedule schedule;
  private final AtomicLong nextIndex;
  private final LongSupplier clock;
  private final LongConsumer parker;

  /**
   * @param nextIndex shared by all connections
   * @param parker waits about as many nanoseconds as it is told; may return early
   */
  OpenPacing(OpenSchedule schedule, AtomicLong nextIndex, LongSupplier clock, LongConsumer parker) {
    this.schedule = schedule;
    this.nextIndex = nextIndex;
    this.clock = clock;
    this.parker = parker;
  }

  @Override
  public long next() {
    long due = schedule.dueNanos(nextIndex.getAndIncrement());
    if (due == OVER) {
      return OVER;
    }
    long wait = due - clock.getAsLong();
    while (wait > 0) {
      parker.accept(wait);
      wait = due - clock.getAsLong();
    }
    return due;
  }
}
