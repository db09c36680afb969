package io.tallystick.ordering.transport;

import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import java.nio.ByteBuffer;

/** The kinds of messages, their numbers on the wire, and their fields of fixed length. */
enum MessageType {
  PRE_VOTE_REQUEST(1, 2),
  PRE_VOTE_REPLY(2, 0),
  VOTE_REQUEST(3, 2),
  VOTE_REPLY(4, 0),
  APPEND_REQUEST(5, 3),
  APPEND_ACCEPTED(6, 1),
  APPEND_REJECTED(7, 3),
  HEARTBEAT(8, 2),
  HEARTBEAT_REPLY(9, 1),
  SNAPSHOT_OFFER(10, 2),
  SNAPSHOT_INSTALLED(11, 1),
  TIMEOUT_NOW(12, 0),
  BARRIER_REQUEST(13, 1),
  BARRIER_REPLY(14, 2);

  private static final MessageType[] BY_NUMBER = values();

  private final int number;
  private final int fields;

  MessageType(int number, int fields) {
    this.number = number;
    this.fields = fields;
  }

  int number() {
    return number;
  }

  /** How many u64 follow the head. */
  int fields() {
    return fields;
  }

  boolean hasFlag() {
    return this == PRE_VOTE_REPLY || this == VOTE_REQUEST || this == VOTE_REPLY;
  }

  static MessageType ofNumber(int number) {
    if (number < 1 || number > BY_NUMBER.length) {
      throw new IllegalArgumentException("type " + number + " is unknown");
    }
    return BY_NUMBER[number - 1];
  }

  static MessageType of(RaftMessage message) {
    if (message instanceof RaftMessage.AppendRequest) {
      return APPEND_REQUEST;
    } else if (message instanceof RaftMessage.AppendAccepted) {
      return APPEND_ACCEPTED;
    } else if (message instanceof RaftMessage.Heartbeat) {
      return HEARTBEAT;
    } else if (message instanceof RaftMessage.HeartbeatReply) {
      return HEARTBEAT_REPLY;
    } else if (message instanceof RaftMessage.BarrierRequest) {
      return BARRIER_REQUEST;
    } else if (message instanceof RaftMessage.BarrierReply) {
      return BARRIER_REPLY;
    } else if (message instanceof RaftMessage.AppendRejected) {
      return APPEND_REJECTED;
    } else if (message instanceof RaftMessage.PreVoteRequest) {
      return PRE_VOTE_REQUEST;
    } else if (message instanceof RaftMessage.PreVoteReply) {
      return PRE_VOTE_REPLY;
    } else if (message instanceof RaftMessage.VoteRequest) {
      return VOTE_REQUEST;
    } else if (message instanceof RaftMessage.VoteReply) {
      return VOTE_REPLY;
    } else if (message instanceof RaftMessage.SnapshotOffer) {
      return SNAPSHOT_OFFER;
    } else if (message instanceof RaftMessage.SnapshotInstalled) {
      return SNAPSHOT_INSTALLED;
    } else if (message instanceof RaftMessage.TimeoutNow) {
      return TIMEOUT_NOW;
    }
    throw new IllegalArgumentException("no type for " + message);
  }

  byte flag(RaftMessage message) {
    boolean set =
        (message instanceof RaftMessage.PreVoteReply preVote && preVote.granted())
            || (message instanceof RaftMessage.VoteRequest request && request.transfer())
            || (message instanceof RaftMessage.VoteReply vote && vote.granted());
    return (byte) (set ? 1 : 0);
  }

  /** Puts {@link #fields()} numbers. */
  void putFields(RaftMessage message, ByteBuffer target) {
    if (message instanceof RaftMessage.AppendRequest m) {
      target.putLong(m.previousIndex()).putLong(m.previousTerm()).putLong(m.commit());
    } else if (message instanceof RaftMessage.AppendAccepted m) {
      target.putLong(m.matchIndex());
    } else if (message instanceof RaftMessage.Heartbeat m) {
      target.putLong(m.commit()).putLong(m.round());
    } else if (message instanceof RaftMessage.HeartbeatReply m) {
      target.putLong(m.round());
    } else if (message instanceof RaftMessage.BarrierRequest m) {
      target.putLong(m.context());
    } else if (message instanceof RaftMessage.BarrierReply m) {
      target.putLong(m.context()).putLong(m.index());
    } else if (message instanceof RaftMessage.AppendRejected m) {
      target.putLong(m.previousIndex()).putLong(m.conflictTerm()).putLong(m.conflictIndex());
    } else if (message instanceof RaftMessage.PreVoteRequest m) {
      target.putLong(m.lastIndex()).putLong(m.lastTerm());
    } else if (message instanceof RaftMessage.VoteRequest m) {
      target.putLong(m.lastIndex()).putLong(m.lastTerm());
    } else if (message instanceof RaftMessage.SnapshotOffer m) {
      target.putLong(m.index()).putLong(m.indexTerm());
    } else if (message instanceof RaftMessage.SnapshotInstalled m) {
      target.putLong(m.index());
    }
  }

  /** The message of this type; not for the two that have more than fields. */
  RaftMessage message(ReplicaId from, ReplicaId to, long term, long[] f, boolean flag) {
    return switch (this) {
      case PRE_VOTE_REQUEST -> new RaftMessage.PreVoteRequest(from, to, term, f[0], f[1]);
      case PRE_VOTE_REPLY -> new RaftMessage.PreVoteReply(from, to, term, flag);
      case VOTE_REQUEST -> new RaftMessage.VoteRequest(from, to, term, f[0], f[1], flag);
      case VOTE_REPLY -> new RaftMessage.VoteReply(from, to, term, flag);
      case APPEND_ACCEPTED -> new RaftMessage.AppendAccepted(from, to, term, f[0]);
      case APPEND_REJECTED -> new RaftMessage.AppendRejected(from, to, term, f[0], f[1], f[2]);
      case HEARTBEAT -> new RaftMessage.Heartbeat(from, to, term, f[0], f[1]);
      case HEARTBEAT_REPLY -> new RaftMessage.HeartbeatReply(from, to, term, f[0]);
      case SNAPSHOT_INSTALLED -> new RaftMessage.SnapshotInstalled(from, to, term, f[0]);
      case TIMEOUT_NOW -> new RaftMessage.TimeoutNow(from, to, term);
      case BARRIER_REQUEST -> new RaftMessage.BarrierRequest(from, to, term, f[0]);
      case BARRIER_REPLY -> new RaftMessage.BarrierReply(from, to, term, f[0], f[1]);
      case APPEND_REQUEST, SNAPSHOT_OFFER ->
          throw new IllegalArgumentException(this + " has more than fields");
    };
  }
}
