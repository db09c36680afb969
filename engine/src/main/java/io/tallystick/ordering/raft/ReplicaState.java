package io.tallystick.ordering.raft;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the roles of one replica share. */
final class ReplicaState {
  static final long NANOS_PER_MS = 1_000_000;

  final ReplicaId self;
  final RaftSettings settings;
  final RaftLog log;
  final MembershipLog members;
  final Durability durability;
  private final RandomGenerator random;

  Role role = Role.FOLLOWER;
  ReplicaId leader;
  long nowNanos;
  List<ReadState> reads = new ArrayList<>();
  List<Long> failedReads = new ArrayList<>();
  RaftMessage.SnapshotOffer behind;

  private long term;
  private ReplicaId vote;
  private long commit;
  private long electionDeadlineNanos;
  private long leaderHeardNanos;
  private boolean leaderEverHeard;

  ReplicaState(
      ReplicaId self,
      RaftSettings settings,
      RaftLog log,
      MembershipLog members,
      HardState stored,
      RandomGenerator random) {
    this.self = self;
    this.settings = settings;
    this.log = log;
    this.members = members;
    this.random = random;
    this.term = stored.term();
    this.vote = stored.vote();
    this.commit = stored.commit();
    this.durability = new Durability(log.lastIndex());
    members.committed(commit);
    Checks.that(commit <= log.lastIndex(), "the stored commit index lies within the log");
    Checks.that(log.lastTerm() <= term, "no stored entry is of a term above the stored one");
  }

  long term() {
    return term;
  }

  ReplicaId vote() {
    return vote;
  }

  long commit() {
    return commit;
  }

  HardState hardState() {
    return new HardState(term, vote, commit);
  }

  /** Term and vote change together, and neither is spoken of before both are durable. */
  void enterTerm(long newTerm, ReplicaId newVote) {
    Checks.that(newTerm >= term, "terms never fall");
    Checks.that(newTerm > term || vote == null, "one vote a term");
    term = newTerm;
    vote = newVote;
    durability.hardStateChanged();
  }

  void commitTo(long index) {
    Checks.that(index <= log.lastIndex(), "only entries that exist are committed");
    if (index > commit) {
      commit = index;
      members.committed(index);
    }
  }

  void append(LogEntry entry) {
    log.append(entry);
    members.appended(entry);
    durability.logAppended();
  }

  void truncate(long from) {
    Checks.that(from > commit, "committed entries are never cut");
    log.truncate(from);
    members.truncated(from);
    durability.logTruncated(from);
  }

  /** The log begins anew after an index that is committed but not here. */
  void install(LogStart start) {
    Checks.that(start.index() > commit, "a log is begun anew only ahead of what it has settled");
    log.reset(start);
    members.reset(start);
    durability.logReset(commit);
    commit = start.index();
  }

  boolean isVoter() {
    return members.latest().isVoter(self);
  }

  boolean isOnlyVoter() {
    return isVoter() && members.latest().voters().size() == 1;
  }

  void send(RaftMessage message) {
    durability.send(message, term);
  }

  void drawElectionDeadline() {
    long min = settings.electionTimeoutMinMs() * NANOS_PER_MS;
    long max = settings.electionTimeoutMaxMs() * NANOS_PER_MS;
    electionDeadlineNanos = nowNanos + random.nextLong(min, max + 1);
  }

  boolean electionDue() {
    return nowNanos - electionDeadlineNanos >= 0;
  }

  void leaderHeard(ReplicaId from) {
    leader = from;
    leaderEverHeard = true;
    leaderHeardNanos = nowNanos;
    drawElectionDeadline();
  }

  /** Whether a leader showed itself so lately that an election would only disturb. */
  boolean leaderIsFresh() {
    if (role == Role.LEADER) {
      return true;
    }
    return leaderEverHeard
        && leader != null
        && nowNanos - leaderHeardNanos < settings.electionTimeoutMinMs() * NANOS_PER_MS;
  }
}
