package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.ReplicaState.NANOS_PER_MS;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One term of leadership: commit rule, heartbeats, read rounds, hand-over. */
final class Leader {
  private final ReplicaState state;
  private final Map<ReplicaId, Progress> followers = new TreeMap<>();
  private final Replication replication;
  private final ReadRounds reads = new ReadRounds();
  private final long firstIndex;
  private long heartbeatDueNanos;
  private long quorumCheckDueNanos;
  private ReplicaId transferTarget;
  private long transferDeadlineNanos;

  Leader(ReplicaState state) {
    this.state = state;
    this.replication = new Replication(state);
    this.firstIndex = state.log.lastIndex() + 1;
  }

  void start() {
    membershipChanged();
    state.append(LogEntry.noOp(firstIndex, state.term()));
    quorumCheckDueNanos = state.nowNanos + state.settings.electionTimeoutMinMs() * NANOS_PER_MS;
    heartbeatDueNanos = state.nowNanos + state.settings.heartbeatMs() * NANOS_PER_MS;
    broadcastEntries();
    advanceCommit();
  }

  /** The first index of this term. */
  long firstIndex() {
    return firstIndex;
  }

  boolean hasCommittedInTerm() {
    return state.commit() >= firstIndex;
  }

  boolean takesProposals() {
    return transferTarget == null;
  }

  Progress follower(ReplicaId id) {
    return followers.get(id);
  }

  long append(EntryKind kind, byte[] bytes, int offset, int length) {
    LogEntry entry =
        new LogEntry(state.log.lastIndex() + 1, state.term(), kind, bytes, offset, length);
    state.append(entry);
    if (kind == EntryKind.MEMBERSHIP) {
      membershipChanged();
    }
    broadcastEntries();
    return entry.index();
  }

  private void membershipChanged() {
    Membership members = state.members.latest();
    followers.keySet().removeIf(id -> !members.contains(id));
    for (ReplicaId id : members.all()) {
      if (!id.equals(state.self)) {
        followers.computeIfAbsent(id, added -> new Progress(state.log.lastIndex() + 1));
      }
    }
  }

  void broadcastEntries() {
    followers.forEach(replication::send);
  }

  /** False when a majority has been silent for a whole election timeout. */
  boolean tick() {
    if (state.nowNanos - quorumCheckDueNanos >= 0) {
      quorumCheckDueNanos = state.nowNanos + state.settings.electionTimeoutMinMs() * NANOS_PER_MS;
      if (!state.members.latest().majority(id -> id.equals(state.self) || isActive(id))) {
        return false;
      }
      followers.values().forEach(follower -> follower.active = false);
    }
    if (transferTarget != null && state.nowNanos - transferDeadlineNanos >= 0) {
      transferTarget = null;
    }
    if (state.nowNanos - heartbeatDueNanos >= 0) {
      startRound();
    }
    return true;
  }

  private boolean isActive(ReplicaId id) {
    Progress follower = followers.get(id);
    return follower != null && follower.active;
  }

  private void startRound() {
    heartbeatDueNanos = state.nowNanos + state.settings.heartbeatMs() * NANOS_PER_MS;
    long round = reads.start();
    followers.forEach(
        (id, follower) ->
            state.send(
                new RaftMessage.Heartbeat(
                    state.self,
                    id,
                    state.term(),
                    Math.min(follower.match, state.commit()),
                    round)));
    confirmReads();
  }

  private void confirmReads() {
    reads.confirm(
        state
            .members
            .latest()
            .majorityValue(
                id -> {
                  Progress follower = followers.get(id);
                  return id.equals(state.self)
                      ? reads.round()
                      : follower == null ? 0 : follower.round;
                }),
        state.reads);
  }

  /** False if too many reads wait. */
  boolean read(long context) {
    if (reads.size() >= state.settings.waitingReadsMax()) {
      return false;
    }
    if (!hasCommittedInTerm()) {
      reads.requestEarly(context);
      return true;
    }
    reads.request(context, state.commit());
    if (reads.wantsRound()) {
      startRound();
    }
    return true;
  }

  /** Commits what a majority holds, if it ends with an entry of this term (thesis, 3.6.2). */
  void advanceCommit() {
    long held =
        state
            .members
            .latest()
            .majorityValue(
                id -> {
                  Progress follower = followers.get(id);
                  return id.equals(state.self)
                      ? state.durability.durableIndex()
                      : follower == null ? 0 : follower.match;
                });
    if (held <= state.commit() || state.log.term(held) != state.term()) {
      return;
    }
    state.commitTo(held);
    followers.forEach(replication::tellCommit);
    reads.ownTermCommitted(state.commit());
    if (reads.wantsRound()) {
      startRound();
    }
  }

  void onAccepted(RaftMessage.AppendAccepted message) {
    Progress follower = followers.get(message.from());
    if (follower == null) {
      return;
    }
    Checks.that(
        message.matchIndex() <= state.log.lastIndex(), "a follower accepted only what was sent");
    follower.heard(state.nowNanos);
    if (follower.matched(message.matchIndex())) {
      advanceCommit();
    }
    replication.send(message.from(), follower);
    handOverIfCaughtUp();
  }

  void onRejected(RaftMessage.AppendRejected message) {
    Progress follower = followers.get(message.from());
    if (follower != null) {
      follower.heard(state.nowNanos);
      replication.onRejected(message, follower);
    }
  }

  void onHeartbeatReply(RaftMessage.HeartbeatReply message) {
    Progress follower = followers.get(message.from());
    if (follower == null) {
      return;
    }
    follower.heard(state.nowNanos);
    follower.round = Math.max(follower.round, message.round());
    replication.onHeartbeatReply(message.from(), follower);
    confirmReads();
    if (reads.wantsRound()) {
      startRound();
    }
  }

  void onSnapshotInstalled(RaftMessage.SnapshotInstalled message) {
    Progress follower = followers.get(message.from());
    if (follower != null && follower.mode == Progress.Mode.SNAPSHOT) {
      follower.heard(state.nowNanos);
      follower.enter(Progress.Mode.PROBE, message.index() + 1);
      replication.send(message.from(), follower);
    }
  }

  /** Proposals wait from here on until the target leads or the time for it is over. */
  boolean transferTo(ReplicaId target) {
    if (!followers.containsKey(target) || !state.members.latest().isVoter(target)) {
      return false;
    }
    transferTarget = target;
    transferDeadlineNanos = state.nowNanos + state.settings.electionTimeoutMaxMs() * NANOS_PER_MS;
    handOverIfCaughtUp();
    return true;
  }

  private void handOverIfCaughtUp() {
    if (transferTarget != null
        && followers.get(transferTarget) != null
        && followers.get(transferTarget).match == state.log.lastIndex()) {
      state.send(new RaftMessage.TimeoutNow(state.self, transferTarget, state.term()));
    }
  }

  List<FollowerStatus> status() {
    List<FollowerStatus> all = new ArrayList<>(followers.size());
    long fresh = state.nowNanos - state.settings.electionTimeoutMinMs() * NANOS_PER_MS;
    followers.forEach(
        (id, follower) ->
            all.add(
                new FollowerStatus(
                    id,
                    state.members.latest().isVoter(id),
                    follower.match,
                    follower.everHeard && follower.heardNanos - fresh > 0,
                    follower.mode == Progress.Mode.SNAPSHOT)));
    return all;
  }

  void end() {
    reads.fail(state.failedReads);
  }
}
