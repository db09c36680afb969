package io.tallystick.ordering.raft;

import java.util.List;

/** Sends a follower what it lacks, and finds where its log parts from the leader's. */
final class Replication {
  private final ReplicaState state;

  Replication(ReplicaState state) {
    this.state = state;
  }

  /** Everything that the follower lacks and its window takes. */
  void send(ReplicaId id, Progress follower) {
    switch (follower.mode) {
      case PROBE -> {
        if (!follower.probeSent) {
          sendProbe(id, follower);
        }
      }
      case REPLICATE -> {
        while (follower.next <= state.log.lastIndex() && !follower.windowIsFull(state.settings)) {
          if (!sendNext(id, follower)) {
            return;
          }
        }
      }
      case SNAPSHOT -> {}
    }
  }

  private void sendProbe(ReplicaId id, Progress follower) {
    if (needsSnapshot(id, follower)) {
      return;
    }
    List<LogEntry> entries =
        follower.next > state.log.lastIndex()
            ? List.of()
            : entries(follower.next, state.settings.appendBytesMax());
    append(id, follower, entries);
    follower.probeSent = true;
  }

  /** False if nothing could be sent now. */
  private boolean sendNext(ReplicaId id, Progress follower) {
    if (needsSnapshot(id, follower)) {
      return false;
    }
    long bytesMax =
        Math.min(
            state.settings.appendBytesMax(), Math.max(1, follower.windowBytesLeft(state.settings)));
    List<LogEntry> entries = entries(follower.next, bytesMax);
    if (entries.isEmpty()) {
      return false;
    }
    append(id, follower, entries);
    long bytes = 0;
    for (LogEntry entry : entries) {
      bytes += entry.length();
    }
    follower.next += entries.size();
    follower.sent(follower.next - 1, bytes);
    return true;
  }

  private List<LogEntry> entries(long from, long bytesMax) {
    List<LogEntry> entries = state.log.entries(from, bytesMax);
    int most = RaftMessage.AppendRequest.ENTRIES_MAX;
    return entries.size() <= most ? entries : entries.subList(0, most);
  }

  private void append(ReplicaId id, Progress follower, List<LogEntry> entries) {
    long previous = follower.next - 1;
    follower.commitSent = state.commit();
    state.send(
        new RaftMessage.AppendRequest(
            state.self,
            id,
            state.term(),
            previous,
            state.log.term(previous),
            entries,
            state.commit()));
  }

  private boolean needsSnapshot(ReplicaId id, Progress follower) {
    if (follower.next - 1 >= state.log.firstIndex() - 1) {
      return false;
    }
    follower.enter(Progress.Mode.SNAPSHOT, follower.next);
    offerSnapshot(id);
    return true;
  }

  private void offerSnapshot(ReplicaId id) {
    long index = state.log.firstIndex() - 1;
    state.send(
        new RaftMessage.SnapshotOffer(
            state.self, id, state.term(), index, state.log.term(index), state.members.committed()));
  }

  /** A follower with nothing on the way would otherwise learn of a commit a heartbeat later. */
  void tellCommit(ReplicaId id, Progress follower) {
    if (follower.mode == Progress.Mode.REPLICATE
        && follower.commitSent < state.commit()
        && follower.next > state.log.lastIndex()) {
      append(id, follower, List.of());
    }
  }

  void onRejected(RaftMessage.AppendRejected message, Progress follower) {
    if (follower.mode == Progress.Mode.REPLICATE) {
      if (message.previousIndex() > follower.match) {
        follower.enter(Progress.Mode.PROBE, follower.match + 1);
        send(message.from(), follower);
      }
      return;
    }
    boolean answersLastProbe = message.previousIndex() == follower.next - 1;
    if (follower.mode == Progress.Mode.PROBE && answersLastProbe) {
      follower.enter(Progress.Mode.PROBE, backUp(message));
      send(message.from(), follower);
    }
  }

  /**
   * The next index to try: after our last entry of the follower's conflicting term if we have any
   * of that term, else its first index of that term. Each refusal skips a whole term.
   */
  private long backUp(RaftMessage.AppendRejected message) {
    if (message.conflictTerm() == 0) {
      return message.conflictIndex();
    }
    long at = message.previousIndex();
    while (at >= state.log.firstIndex() && state.log.term(at) > message.conflictTerm()) {
      at = state.log.firstIndexOfTermAt(at) - 1;
    }
    boolean sharesTerm = state.log.term(at) == message.conflictTerm();
    long next = sharesTerm ? at + 1 : message.conflictIndex();
    return Math.min(next, message.previousIndex());
  }

  /**
   * The follower lives. If it has been silent about entries, they or its answer may be lost; or
   * they wait for its disk. A message without entries tells which, and costs nothing if they only
   * wait.
   */
  void onHeartbeatReply(ReplicaId id, Progress follower) {
    switch (follower.mode) {
      case SNAPSHOT -> offerSnapshot(id);
      case PROBE -> {
        if (follower.probeSent && !needsSnapshot(id, follower)) {
          append(id, follower, List.of());
        } else {
          send(id, follower);
        }
      }
      case REPLICATE -> {
        if (follower.match < state.log.lastIndex()) {
          long before = follower.next;
          send(id, follower);
          boolean nothingSent = follower.mode == Progress.Mode.REPLICATE && follower.next == before;
          if (nothingSent && !needsSnapshot(id, follower)) {
            append(id, follower, List.of());
          }
        }
      }
    }
  }
}
