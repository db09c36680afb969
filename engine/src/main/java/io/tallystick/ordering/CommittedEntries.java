package io.tallystick.ordering;

/** The settled order, entry by entry. For one thread. */
public interface CommittedEntries extends AutoCloseable {
  /**
   * The next entry.
   *
   * @param timeoutNanos how long to wait for it at most; 0 or less looks without waiting
   * @return null if none was settled in that time, or the ordering has stopped
   * @throws InterruptedException if the thread was interrupted while it waited
   * @throws io.tallystick.base.TallystickException DAMAGED if a stored entry is no longer what was
   *     written
   */
  CommittedEntry take(long timeoutNanos) throws InterruptedException;

  /** Whether nothing will be settled here any more; {@link #take} then no longer waits. */
  boolean isStopped();

  /** Whether the next entry is there already. */
  boolean hasNext();

  /** Lets another consumer begin. */
  @Override
  void close();
}
