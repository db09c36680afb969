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

  /** Whether it carries payload and travels in the lane for large messages. */
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
   * probes or tells of a commit.
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
    @Override
    public boolean bulk() {
      return !entries.isEmpty();
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
   */
  record SnapshotOffer(ReplicaId from, ReplicaId to, long term, long index, long indexTerm)
      implements RaftMessage {}

  /** The follower's log now begins after {@code index}; 0 if installing failed. */
  record SnapshotInstalled(ReplicaId from, ReplicaId to, long term, long index)
      implements RaftMessage {}

  /** The leader hands over: start an election at once. */
  record TimeoutNow(ReplicaId from, ReplicaId to, long term) implements RaftMessage {}
}
