package io.tallystick.ordering.raft;

import io.tallystick.base.Checks;
import java.util.List;

/** How a replica takes entries from the leader of its term. */
final class Follower {
  private final ReplicaState state;

  Follower(ReplicaState state) {
    this.state = state;
  }

  void onAppend(RaftMessage.AppendRequest message) {
    long previous = message.previousIndex();
    boolean matches = previous <= state.log.lastIndex() && holds(previous, message.previousTerm());
    if (!matches) {
      reject(message);
      return;
    }
    List<LogEntry> entries = message.entries();
    int known = 0;
    while (known < entries.size() && holds(entries.get(known).index(), entries.get(known).term())) {
      known++;
    }
    if (known < entries.size()) {
      long from = entries.get(known).index();
      if (from <= state.log.lastIndex()) {
        state.truncate(from);
      }
      for (LogEntry entry : entries.subList(known, entries.size())) {
        state.append(entry);
      }
    }
    // Only this far the logs are known to agree: what may follow here is an older leader's.
    long match = Math.max(previous + entries.size(), Math.min(state.commit(), message.commit()));
    state.commitTo(Math.min(message.commit(), match));
    state.durability.sendWhenDurable(
        new RaftMessage.AppendAccepted(state.self, message.from(), state.term(), match),
        state.term(),
        match);
  }

  /** Whether the log has that entry. What is committed every leader has, even if it is cut here. */
  private boolean holds(long index, long term) {
    long held = state.log.term(index);
    if (index > state.commit()) {
      return held == term;
    }
    Checks.that(held == term || held == -1, "a leader has everything that is committed");
    return true;
  }

  private void reject(RaftMessage.AppendRequest message) {
    long previous = message.previousIndex();
    boolean tooShort = previous > state.log.lastIndex();
    state.send(
        new RaftMessage.AppendRejected(
            state.self,
            message.from(),
            state.term(),
            previous,
            tooShort ? 0 : state.log.term(previous),
            tooShort ? state.log.lastIndex() + 1 : state.log.firstIndexOfTermAt(previous)));
  }

  void onHeartbeat(RaftMessage.Heartbeat message) {
    Checks.that(
        message.commit() <= state.log.lastIndex(),
        "a heartbeat commits only what this log was known to hold");
    state.commitTo(message.commit());
    state.send(
        new RaftMessage.HeartbeatReply(state.self, message.from(), state.term(), message.round()));
  }

  /** What the leader misses may be here meanwhile; if not, it has to be brought. */
  void onSnapshotOffer(RaftMessage.SnapshotOffer message) {
    boolean has =
        message.index() <= state.commit() || state.log.term(message.index()) == message.indexTerm();
    if (has) {
      tellInstalled(message.index());
    } else {
      state.behind = message;
    }
  }

  /**
   * Everything up to there is in the application's hands, and committed. What the log holds past an
   * entry that it has in common stays: it may be acknowledged.
   */
  void install(LogStart start) {
    boolean has = start.index() <= state.commit() || state.log.term(start.index()) == start.term();
    if (!has) {
      state.install(start);
    }
    tellInstalled(start.index());
  }

  /** An entry that agrees with a committed one is committed, and all before it. */
  private void tellInstalled(long index) {
    state.commitTo(index);
    if (state.leader != null) {
      state.durability.sendWhenDurable(
          new RaftMessage.SnapshotInstalled(state.self, state.leader, state.term(), state.commit()),
          state.term(),
          state.commit());
    }
  }
}
