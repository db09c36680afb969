package io.tallystick.load.nodes;

import java.util.BitSet;

/** One guarded account: what became of its singles, and how long it did not answer after a kill. */
final class Debtor {
  private static final long NONE = Long.MAX_VALUE;

  private final BitSet settled = new BitSet();
  private final BitSet refused = new BitSet();
  private int sent;
  private long fromNanos = NONE;
  private long firstNanos;
  private long lastNanos;
  private long longestNanos;

  /** The number of a new single. */
  synchronized int next() {
    return sent++;
  }

  /** From now on it is measured. */
  synchronized void begin(long nowNanos) {
    fromNanos = nowNanos;
    firstNanos = NONE;
    lastNanos = nowNanos;
    longestNanos = 0;
  }

  /** A single was answered as settled. */
  synchronized void settled(int single, long dueNanos, long nowNanos) {
    settled.set(single);
    if (fromNanos == NONE || dueNanos - fromNanos < 0) {
      return;
    }
    firstNanos = Math.min(firstNanos, nowNanos);
    longestNanos = Math.max(longestNanos, nowNanos - lastNanos);
    lastNanos = nowNanos;
  }

  /** A single was answered so that it surely did not take effect. */
  synchronized void refused(int single) {
    refused.set(single);
  }

  /** Whether a single that was due after the begin was settled. */
  synchronized boolean isBack() {
    return firstNanos != NONE;
  }

  /** Ends measuring; it is back. */
  synchronized GuardedRun.Outage end(long nowNanos) {
    GuardedRun.Outage outage =
        new GuardedRun.Outage(
            (firstNanos - fromNanos) / 1_000_000,
            Math.max(longestNanos, nowNanos - lastNanos) / 1_000_000);
    fromNanos = NONE;
    return outage;
  }

  synchronized int sent() {
    return sent;
  }

  synchronized BitSet settled() {
    return (BitSet) settled.clone();
  }

  synchronized boolean wasRefused(int single) {
    return refused.get(single);
  }
}
