package io.tallystick.load.crash;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long writes were not to be had, as clients saw it: the longest time without any answer of
 * 200, and how long each body took from when it was due until it was answered. Thread-safe.
 */
public final class Availability {
  private static final long LATENCY_MS_MAX = TimeUnit.MINUTES.toMillis(10);

  private final Histogram latencyMs = new Histogram(LATENCY_MS_MAX, 3);
  private long lastNanos;
  private long gapNanos;
  private boolean measuring;

  /** Begins to measure, as if a body had been answered now. */
  public synchronized void begin(long nowNanos) {
    lastNanos = nowNanos;
    gapNanos = 0;
    measuring = true;
    latencyMs.reset();
  }

  synchronized void answered(long dueNanos, long nowNanos) {
    if (measuring) {
      advance(nowNanos);
      latencyMs.recordValue(
          Math.min(LATENCY_MS_MAX, TimeUnit.NANOSECONDS.toMillis(nowNanos - dueNanos)));
    }
  }

  private void advance(long nowNanos) {
    gapNanos = Math.max(gapNanos, nowNanos - lastNanos);
    lastNanos = nowNanos;
  }

  /**
   * Ends measuring.
   *
   * @return the longest time without an answer, in ms
   */
  public synchronized long end(long nowNanos) {
    if (measuring) {
      advance(nowNanos);
      measuring = false;
    }
    return TimeUnit.NANOSECONDS.toMillis(gapNanos);
  }

  /** Times from due to answered since {@link #begin}, in ms. */
  public synchronized Histogram latencyMs() {
    return latencyMs.copy();
  }
}
