package io.tallystick.ordering;

import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
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
   * A barrier for a linearizable read. The leader confirms with a majority that it leads; any other
   * member asks the leader, again if it changes meanwhile.
   *
   * @return the index that must be applied here before the read; fails with UNAVAILABLE, to be
   *     tried again, if no leader confirmed it in {@link OrderingSettings#barrierTimeoutMs} or the
   *     leader stopped leading ({@code not_leader}, {@code read_not_confirmed})
   */
  CompletionStage<Long> readBarrier();

  /** Tells who leads, first of all how it stands now; on the ordering thread. */
  void listen(LeadershipListener listener);

  /**
   * The members that count on this replica now, committed or not; before {@link #ready} those of
   * the settings.
   */
  Membership membership();

  /**
   * Changes the members by one step, on the leader alone.
   *
   * @return completes with the index of the change once it is settled. Fails with UNAVAILABLE if it
   *     was not begun ({@code not_leader}, {@code membership_change_not_now}), UNPROCESSABLE if it
   *     makes no sense ({@code membership_not_possible}), OUTCOME_UNKNOWN if this replica stopped
   *     leading before it was settled
   */
  CompletionStage<Long> change(MembershipChange change);

  /**
   * Hands leadership to another voter, on the leader alone; proposals are refused meanwhile.
   *
   * @return completes once the target leads. Fails with UNAVAILABLE ({@code not_leader}, {@code
   *     transfer_failed}) or UNPROCESSABLE ({@code not_a_voter})
   */
  CompletionStage<Void> transferLeadership(ReplicaId target);

  /** Hears when this replica lacks entries that the leader's log no longer holds. */
  void onBehind(BehindListener listener);

  /**
   * What a log must know that begins after that index.
   *
   * @return fails with UNAVAILABLE ({@code entry_not_settled}) if the index is not settled here, or
   *     no longer held
   */
  CompletionStage<LogStart> logStart(long index);

  /**
   * The history up to {@code start} is durable here by other means: drops the log and begins it
   * anew after that index, then tells the leader, which sends what follows. A start that the log
   * has passed changes nothing. {@link #committed} has to be closed before, and opened after that
   * index again.
   *
   * @return completes once the new start of the log is durable; fails with UNAVAILABLE ({@code
   *     ordering_consumer_open}, {@code ordering_leads}) if nothing was changed
   */
  CompletionStage<Void> installed(LogStart start);

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
