package io.tallystick.ordering;

import java.util.concurrent.CompletionStage;

/**
 * One replica of the group's order, as the rest of a node sees it. Nothing here blocks except
 * {@link CommittedEntries#take} and {@link #close}. Stages complete on the ordering thread: what
 * hangs on them directly must be short.
 */
public interface Ordering extends AutoCloseable {
  /** Completes once the log is open and repaired; fails if it cannot be opened. */
  CompletionStage<Void> ready();

  /**
   * Appends to the log if this replica leads. Entries are ordered as the calls of one thread are.
   *
   * @param payload belongs to the ordering from here on and is never changed any more
   * @return completes when the entry is in this replica's log, not yet durable; that it is settled
   *     is seen only in {@link #committed}. Fails with UNAVAILABLE ({@code not_leader}, {@code
   *     ordering_busy}, {@code ordering_stopped}) if it never entered, TOO_LARGE above the entry
   *     limit, OUTCOME_UNKNOWN if the replica failed in the middle of it
   */
  CompletionStage<Proposed> propose(byte[] payload, int offset, int length);

  /** Payload bytes proposed here and not yet committed. */
  long bytesInFlight();

  /**
   * The settled order after an index, for one consumer at a time.
   *
   * @param afterIndex the last index that is already applied, 0 for none
   * @throws io.tallystick.base.TallystickException UNAVAILABLE before {@link #ready} or while
   *     another consumer is open; DAMAGED if the log begins later or ends earlier
   */
  CommittedEntries committed(long afterIndex);

  /**
   * A barrier for a linearizable read.
   *
   * @return the index that must be applied before the read; fails with UNAVAILABLE if this replica
   *     does not lead or stops leading before a majority has confirmed that it does
   */
  CompletionStage<Long> readBarrier();

  /** Tells who leads, first of all how it stands now; on the ordering thread. */
  void listen(LeadershipListener listener);

  /** A recent view, read without asking the ordering thread. */
  OrderingStatus status();

  /**
   * Lets whole segments go whose entries are all below the index; nothing that is not committed and
   * taken by the consumer is ever deleted. Returns at once.
   */
  void cutBefore(long index);

  /**
   * Completes exceptionally, with the reason, when something could not be written, fsynced or read:
   * the node must stop. Nothing is acknowledged after that.
   */
  CompletionStage<Void> failure();

  /** Writes what waits and closes the files. May take seconds. */
  @Override
  void close();
}
