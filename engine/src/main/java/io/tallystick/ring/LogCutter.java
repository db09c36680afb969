package io.tallystick.ring;

import io.tallystick.ordering.Ordering;

/**
 * Lets the log be cut once two checkpoints are durable: at most to the older one, so that a start
 * from either finds the entries that follow it.
 */
final class LogCutter {
  private final Ordering ordering;
  private long previousCheckpointIndex;

  /**
   * {@code restoredIndex}: log index of the checkpoint that this run began from; 0 if it began from
   * none.
   */
  LogCutter(Ordering ordering, long restoredIndex) {
    this.ordering = ordering;
    this.previousCheckpointIndex = restoredIndex;
  }

  /**
   * A checkpoint taken after the entry of this index is durable, and so are all local files through
   * it.
   */
  synchronized void checkpointDurable(long logIndex) {
    if (previousCheckpointIndex > 0) {
      ordering.cutBefore(previousCheckpointIndex + 1);
    }
    previousCheckpointIndex = logIndex;
  }
}
