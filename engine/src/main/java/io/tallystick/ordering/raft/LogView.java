package io.tallystick.ordering.raft;

import java.util.List;

/**
 * The log as the core sees it: everything handed over by earlier {@link Ready}s, durable or not.
 * Nothing here may block.
 */
public interface LogView {
  /** The oldest index still held; last + 1 when the log is empty. */
  long firstIndex();

  /** The newest index; first - 1 when the log is empty. */
  long lastIndex();

  /**
   * The term of an entry, for first - 1 … last; 0 for index 0, -1 for an index that is not held.
   */
  long term(long index);

  /** The oldest held index of the run of entries that share the term of {@code index}. */
  long firstIndexOfTermAt(long index);

  /**
   * Entries from {@code from} on, at least one if it is at hand, and then as many as fit in {@code
   * bytesMax} bytes of payload. Empty if they are not in memory at the moment: the view then
   * fetches them and {@link RaftCore#entriesAtHand} is called.
   */
  List<LogEntry> entries(long from, long bytesMax);
}
