package io.tallystick.ordering.raft;

import java.util.List;

/**
 * What replicas say to each other. Every message may be lost, delayed, repeated or overtaken.
 * Immutable; payload bytes are shared by reference.
 */
public sealed interface RaftMessage {
  ReplicaId from();

  /** Whom it is meant for, incarnation included: another incarnation drops it. */
  ReplicaId to();

  /** The sender's term; for {@link PreVoteRequest} and its granted reply the term to come. */
  long term();

  /** Whether it may carry payload and travels in the lane for large messages. */
  default boolean bulk() {
    return false;
  }

  /** Could an election be won? Changes nothing at the receiver. */
  record PreVoteRequest(ReplicaId from, ReplicaId to, long term, long lastIndex, long lastTerm)
      implements RaftMessage {}

  record PreVoteReply(ReplicaId from, ReplicaId to, long term, boolean granted)
      implements RaftMessage {}

  /**
   * Asks for a vote.
   *
   * @param transfer the leader itself asked for this election, so a leader heard of lately is no
   *     reason to refuse
   */
  record VoteRequest(
      ReplicaId from, ReplicaId to, long term, long lastIndex, long lastTerm, boolean transfer)
      implements RaftMessage {}

  record VoteReply(ReplicaId from, ReplicaId to, long term, boolean granted)
      implements RaftMessage {}

  /**
   * Entries that follow the entry ({@code previousIndex}, {@code previousTerm}); none when it only
   * probes or tells of a commit. Those without entries travel in the same lane: one that overtook
   * the entries before it would be refused, and they would be sent again for nothing.
   */
  record AppendRequest(
      ReplicaId from,
      ReplicaId to,
      long term,
      long previousIndex,
      long previousTerm,
      List<LogEntry> entries,
      long commit)
      implements RaftMessage {
    /** Most entries of one message, so that its size is bounded whatever their payloads. */
    public static final int ENTRIES_MAX = 4_096;

    @Override
    public boolean bulk() {
      return true;
    }
  }

  /** Everything up to {@code matchIndex} equals the leader's log and is durable at the sender. */
  record AppendAccepted(ReplicaId from, ReplicaId to, long term, long matchIndex)
      implements RaftMessage {}

  /**
   * The sender lacks the previous entry.
   *
   * @param previousIndex of the refused request
   * @param conflictTerm the sender's term at that index; 0 if its log is shorter
   * @param conflictIndex the first index of that term in its log; if shorter, the index after its
   *     last
   */
  record AppendRejected(
      ReplicaId from,
      ReplicaId to,
      long term,
      long previousIndex,
      long conflictTerm,
      long conflictIndex)
      implements RaftMessage {}

  /**
   * The leader shows itself.
   *
   * @param commit what is committed, at most what this follower is known to hold
   * @param round number of the read round that it belongs to, rising within a term
   */
  record Heartbeat(ReplicaId from, ReplicaId to, long term, long commit, long round)
      implements RaftMessage {}

  record HeartbeatReply(ReplicaId from, ReplicaId to, long term, long round)
      implements RaftMessage {}

  /**
   * The follower needs entries that the leader's log no longer holds. The core stops appending to
   * it until a {@link SnapshotInstalled} arrives; moving the snapshot itself is the driver's work.
   *
   * @param index the entry before the leader's first one; committed
   * @param membership committed members, in force at that index or since
   */
  record SnapshotOffer(
      ReplicaId from, ReplicaId to, long term, long index, long indexTerm, Membership membership)
      implements RaftMessage {}

  /**
   * The follower's log agrees with all that is committed up to {@code index}, durably; 0 if
   * installing failed.
   */
  record SnapshotInstalled(ReplicaId from, ReplicaId to, long term, long index)
      implements RaftMessage {}

  /** The leader hands over: start an election at once. */
  record TimeoutNow(ReplicaId from, ReplicaId to, long term) implements RaftMessage {}

  /**
   * Asks the leader for a read barrier. Not for the core: the driver asks its own core for one and
   * answers.
   *
   * @param context names the request; never used again by that replica, in this process or another
   */
  record BarrierRequest(ReplicaId from, ReplicaId to, long term, long context)
      implements RaftMessage {}

  /**
   * @param index what the reader has to apply first; {@link #REFUSED} if the asked one does not
   *     lead, or too many reads wait there
   */
  record BarrierReply(ReplicaId from, ReplicaId to, long term, long context, long index)
      implements RaftMessage {
    /** There is no barrier. */
    public static final long REFUSED = -1;
  }
}
