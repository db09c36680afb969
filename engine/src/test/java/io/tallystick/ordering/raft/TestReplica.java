package io.tallystick.ordering.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A core with a log in memory; what it wants to say and to persist is kept for the test. */
final class TestReplica {
  static final ReplicaId A = new ReplicaId(1, 1);
  static final ReplicaId B = new ReplicaId(2, 1);
  static final ReplicaId C = new ReplicaId(3, 1);
  static final ReplicaId D = new ReplicaId(4, 1);
  static final Membership THREE = Membership.ofVoters(List.of(A, B, C));

  static final int HEARTBEAT_MS = 100;
  static final int ELECTION_MIN_MS = 500;
  static final int ELECTION_MAX_MS = 1_000;
  static final RaftSettings SETTINGS =
      new RaftSettings(
          HEARTBEAT_MS, ELECTION_MIN_MS, ELECTION_MAX_MS, 1_024, 1_024, 2_048, 3, 4, 10);

  final RaftCore core;
  final MemoryLog log;
  final List<RaftMessage> sent = new ArrayList<>();
  final List<ReadState> reads = new ArrayList<>();
  final List<Long> failedReads = new ArrayList<>();
  RoleChange role;
  RaftMessage.SnapshotOffer behind;
  HardState written = HardState.EMPTY;
  long committedTo;
  long sequence;
  private long nowMs = 1;

  TestReplica(ReplicaId id, Membership members, HardState stored, MemoryLog log) {
    this.log = log;
    TreeMap<Long, Membership> memberships = new TreeMap<>();
    memberships.put(0L, members);
    core = new RaftCore(id, SETTINGS, stored, memberships, log, new SplittableRandom(1));
    core.start(nowNanos());
    carryOut();
  }

  /** Replica A of three with an empty log. */
  static TestReplica ofThree() {
    return new TestReplica(A, THREE, HardState.EMPTY, new MemoryLog());
  }

  /** Replica A of three that has that log, all of it written, and is in that term. */
  static TestReplica ofThree(long term, long... terms) {
    return new TestReplica(A, THREE, new HardState(term, null, 0), MemoryLog.ofTerms(terms));
  }

  /** Replica A of three as leader of {@code term + 1}; everything of its own is durable. */
  static TestReplica leaderOfThree(long term, long... terms) {
    TestReplica replica = ofThree(term, terms);
    replica.becomeLeader(B);
    return replica;
  }

  /** Wins an election with the vote of one other. */
  void becomeLeader(ReplicaId voter) {
    passMs(ELECTION_MAX_MS);
    ReplicaId self = core.self();
    step(new RaftMessage.PreVoteReply(voter, self, core.term() + 1, true));
    persist();
    step(new RaftMessage.VoteReply(voter, self, core.term(), true));
    persist();
    sent.clear();
  }

  private long nowNanos() {
    return nowMs * 1_000_000;
  }

  void passMs(long ms) {
    nowMs += ms;
    core.tick(nowNanos());
    carryOut();
  }

  void step(RaftMessage message) {
    core.step(message);
    carryOut();
  }

  long propose(int bytes) {
    long index = core.propose(new byte[bytes], 0, bytes);
    carryOut();
    return index;
  }

  /** Reports everything durable that was handed over. */
  void persist() {
    persist(sequence);
  }

  void persist(long upTo) {
    core.persisted(upTo);
    carryOut();
  }

  void carryOut() {
    for (Ready ready = core.ready(); ready != null; ready = core.ready()) {
      if (ready.reset() != null) {
        log.reset(ready.reset());
      }
      if (ready.truncateFrom() != 0) {
        log.truncate(ready.truncateFrom());
      }
      log.entries.addAll(ready.entries());
      if (ready.persistSequence() != 0) {
        sequence = ready.persistSequence();
        written = ready.hardState();
      }
      sent.addAll(ready.messages());
      reads.addAll(ready.reads());
      failedReads.addAll(ready.failedReads());
      committedTo = Math.max(committedTo, ready.committedTo());
      behind = ready.behind() == null ? behind : ready.behind();
      role = ready.roleChange() == null ? role : ready.roleChange();
    }
  }

  /** The messages of one type said since the last call, which are then forgotten. */
  <T extends RaftMessage> List<T> take(Class<T> type) {
    List<T> found = sent.stream().filter(type::isInstance).map(type::cast).toList();
    sent.removeAll(found);
    return found;
  }
}
