package io.tallystick.ordering.raft;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * One replica of a Raft group as a deterministic state machine: the same calls give the same
 * answers. It has no input or output, threads, clock or random of its own; times come with {@link
 * #tick}, randomness from the generator it is given, entries from the {@link LogView}. Not safe for
 * use by several threads.
 *
 * <p>The driver calls it, then does what {@link #ready} says, and reports what became durable.
 * Rules: Ongaro's thesis (2014), with pre-vote (9.6), check-quorum (6.2), appends sent beside the
 * leader's own write (10.2.1), one-step membership (4.1) only after the leader has committed in its
 * term.
 */
public final class RaftCore {
  private final ReplicaState state;
  private final Elections elections;
  private final Follower follower;
  private Leader leading;
  private long deliveredTo;
  private RoleChange reported;

  /**
   * A replica as it stands after a restart.
   *
   * @param stored its hard state; {@link HardState#EMPTY} for a new one
   * @param memberships the memberships in the log by index, and at the lowest key the one from
   *     which the log starts
   * @param log everything in it is durable
   * @param random draws the election timeouts
   */
  public RaftCore(
      ReplicaId self,
      RaftSettings settings,
      HardState stored,
      NavigableMap<Long, Membership> memberships,
      LogView log,
      RandomGenerator random) {
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID, "settings_invalid", String.join("; ", problems));
    }
    this.state =
        new ReplicaState(
            self, settings, new RaftLog(log), new MembershipLog(memberships), stored, random);
    this.elections = new Elections(state);
    this.follower = new Follower(state);
    this.deliveredTo = log.firstIndex() - 1;
    this.reported = new RoleChange(Role.FOLLOWER, 0, null, 0);
  }

  /**
   * Begins to run. A group's only voter stands for election at once: there is nobody to wait for.
   */
  public void start(long nowNanos) {
    state.nowNanos = nowNanos;
    state.drawElectionDeadline();
    if (state.isOnlyVoter()) {
      stand(false);
    }
  }

  /** Time passes. To be called at least twice a heartbeat; {@code nowNanos} is monotonic. */
  public void tick(long nowNanos) {
    Checks.that(nowNanos - state.nowNanos >= 0, "time does not run backwards");
    state.nowNanos = nowNanos;
    if (leading != null) {
      if (!leading.tick()) {
        follow(state.term(), null);
      }
    } else if (state.electionDue()) {
      if (!state.isVoter()) {
        state.drawElectionDeadline();
      } else if (elections.askFirst()) {
        stand(false);
      }
    } else if (state.role == Role.PRE_CANDIDATE && elections.askAgainDue()) {
      elections.askAgain();
    }
  }

  /** Takes a message of another replica. */
  public void step(RaftMessage message) {
    if (!message.to().equals(state.self)) {
      return;
    }
    if (message instanceof RaftMessage.PreVoteRequest request) {
      elections.onPreVoteRequest(request);
      return;
    }
    if (message.term() < state.term()) {
      answerOlderTerm(message);
      return;
    }
    boolean promisesTermToCome =
        message instanceof RaftMessage.PreVoteReply reply && reply.granted();
    if (message.term() > state.term() && !promisesTermToCome) {
      if (message instanceof RaftMessage.VoteRequest request
          && !request.transfer()
          && state.leaderIsFresh()) {
        return;
      }
      follow(message.term(), null);
    }
    dispatch(message);
  }

  private void dispatch(RaftMessage message) {
    if (message instanceof RaftMessage.PreVoteReply reply) {
      onPreVoteReply(reply);
    } else if (message instanceof RaftMessage.VoteRequest request) {
      elections.onVoteRequest(request);
    } else if (message instanceof RaftMessage.VoteReply reply) {
      onVoteReply(reply);
    } else if (message instanceof RaftMessage.AppendRequest request) {
      hearLeader(request.from());
      follower.onAppend(request);
    } else if (message instanceof RaftMessage.Heartbeat heartbeat) {
      hearLeader(heartbeat.from());
      follower.onHeartbeat(heartbeat);
    } else if (message instanceof RaftMessage.SnapshotOffer offer) {
      hearLeader(offer.from());
      follower.onSnapshotOffer(offer);
    } else if (message instanceof RaftMessage.TimeoutNow) {
      if (leading == null && state.isVoter()) {
        stand(true);
      }
    } else if (leading != null) {
      dispatchToLeader(message);
    }
  }

  private void dispatchToLeader(RaftMessage message) {
    if (message instanceof RaftMessage.AppendAccepted accepted) {
      leading.onAccepted(accepted);
      leaveIfRemoved();
    } else if (message instanceof RaftMessage.AppendRejected rejected) {
      leading.onRejected(rejected);
    } else if (message instanceof RaftMessage.HeartbeatReply reply) {
      leading.onHeartbeatReply(reply);
    } else if (message instanceof RaftMessage.SnapshotInstalled installed) {
      leading.onSnapshotInstalled(installed);
    }
  }

  /** The sender has to learn of the newer term, or it would disturb or believe itself for ever. */
  private void answerOlderTerm(RaftMessage message) {
    if (message instanceof RaftMessage.VoteRequest) {
      state.send(new RaftMessage.VoteReply(state.self, message.from(), state.term(), false));
    } else if (message instanceof RaftMessage.AppendRequest
        || message instanceof RaftMessage.Heartbeat
        || message instanceof RaftMessage.SnapshotOffer) {
      state.send(new RaftMessage.HeartbeatReply(state.self, message.from(), state.term(), 0));
    }
  }

  private void hearLeader(ReplicaId from) {
    Checks.that(leading == null, "one leader a term");
    Checks.that(
        state.leader == null || state.leader.equals(from), "one leader a term, and the same");
    state.role = Role.FOLLOWER;
    state.leaderHeard(from);
  }

  private void onPreVoteReply(RaftMessage.PreVoteReply reply) {
    if (state.role != Role.PRE_CANDIDATE) {
      return;
    }
    boolean current = reply.granted() ? reply.term() == state.term() + 1 : true;
    if (current && elections.answered(reply.from(), reply.granted())) {
      stand(false);
    } else if (elections.lost()) {
      follow(state.term(), null);
    }
  }

  private void onVoteReply(RaftMessage.VoteReply reply) {
    if (state.role != Role.CANDIDATE) {
      return;
    }
    if (elections.answered(reply.from(), reply.granted())) {
      lead();
    } else if (elections.lost()) {
      follow(state.term(), null);
    }
  }

  private void stand(boolean transfer) {
    elections.stand(transfer);
  }

  private void lead() {
    state.role = Role.LEADER;
    state.leader = state.self;
    leading = new Leader(state);
    leading.start();
  }

  private void follow(long term, ReplicaId leader) {
    if (leading != null) {
      leading.end();
      leading = null;
    }
    if (term > state.term()) {
      state.enterTerm(term, null);
    }
    state.role = Role.FOLLOWER;
    state.leader = leader;
    state.drawElectionDeadline();
  }

  private void leaveIfRemoved() {
    if (leading != null
        && !state.isVoter()
        && state.commit() >= state.members.latestIndex()
        && leading.hasCommittedInTerm()) {
      follow(state.term(), null);
    }
  }

  /** Everything that Readies up to this sequence asked to persist is durable. */
  public void persisted(long sequence) {
    state.durability.persisted(sequence, state.term());
    if (state.role == Role.CANDIDATE
        && state.durability.hardStateDurable()
        && elections.ownVoteDurable()) {
      lead();
    } else if (leading != null) {
      leading.advanceCommit();
      leaveIfRemoved();
    }
  }

  /**
   * Appends to the log if this replica leads.
   *
   * @param bytes nobody changes them any more
   * @return the entry's index in the current term; 0 if it was not taken and never will be
   */
  public long propose(byte[] bytes, int offset, int length) {
    Checks.inRange(length, 0, state.settings.entryBytesMax(), "payload bytes of an entry");
    if (leading == null || !leading.takesProposals()) {
      return 0;
    }
    return leading.append(EntryKind.PAYLOAD, bytes, offset, length);
  }

  /**
   * Changes the members by one step, through the log.
   *
   * @return the index of the membership entry; the new members count from now on
   * @throws TallystickException UNAVAILABLE if this replica does not lead, has not committed in its
   *     term, or another change is under way; UNPROCESSABLE if the change makes no sense, or the
   *     learner to be promoted lacks more than the named lag
   */
  public long change(MembershipChange change) {
    boolean settled =
        leading != null
            && leading.takesProposals()
            && leading.hasCommittedInTerm()
            && state.members.latestIndex() <= state.commit();
    if (!settled) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE,
          "membership_change_not_now",
          "only a leader that has committed in its term, with no other change under way, changes"
              + " the members");
    }
    Progress follower = leading.follower(change.replica());
    long lag = follower == null ? Long.MAX_VALUE : state.commit() - follower.match;
    byte[] bytes =
        change.apply(state.members.latest(), lag, state.settings.promotionLagMax()).encode();
    return leading.append(EntryKind.MEMBERSHIP, bytes, 0, bytes.length);
  }

  /**
   * The application holds the whole history up to a committed index by other means: begins the log
   * anew after it, unless the log has that entry, and tells the leader. A leader is never behind.
   */
  public void install(LogStart start) {
    Checks.that(leading == null, "a leader has everything that is committed");
    follow(Math.max(start.term(), state.term()), start.term() > state.term() ? null : state.leader);
    follower.install(start);
    deliveredTo = Math.max(deliveredTo, state.log.firstIndex() - 1);
  }

  /** Hands leadership to a voter; false if this replica does not lead or knows no such voter. */
  public boolean transferLeadership(ReplicaId target) {
    return leading != null && leading.transferTo(target);
  }

  /**
   * Asks for a read barrier, answered by {@link Ready#reads} or {@link Ready#failedReads}.
   *
   * @return false if this replica does not lead or too many reads wait
   */
  public boolean read(long context) {
    return leading != null && leading.read(context);
  }

  /** Entries that the {@link LogView} did not have in memory are there now. */
  public void entriesAtHand() {
    if (leading != null) {
      leading.broadcastEntries();
    }
  }

  /** What there is to do since the last call; null if nothing. */
  public Ready ready() {
    RoleChange change = roleChange();
    long deliverable = Math.min(state.commit(), state.durability.durableIndex());
    boolean delivers = deliverable > deliveredTo;
    if (!delivers
        && change == null
        && !state.durability.hasWork()
        && state.reads.isEmpty()
        && state.failedReads.isEmpty()
        && state.behind == null) {
      return null;
    }
    if (delivers) {
      deliveredTo = deliverable;
    }
    long sequence = state.durability.takeSequence(state.log.lastIndex());
    Ready ready =
        new Ready(
            sequence,
            state.hardState(),
            state.log.takeReset(),
            state.log.takeTruncation(),
            state.log.takeTail(),
            state.durability.takeMessages(),
            delivers ? deliverable : 0,
            state.reads,
            state.failedReads,
            change,
            state.behind);
    state.behind = null;
    state.reads = new ArrayList<>();
    state.failedReads = new ArrayList<>();
    return ready;
  }

  private RoleChange roleChange() {
    boolean same =
        reported.role() == state.role
            && reported.term() == state.term()
            && Objects.equals(reported.leader(), state.leader);
    if (same) {
      return null;
    }
    reported =
        new RoleChange(
            state.role, state.term(), state.leader, leading == null ? 0 : leading.firstIndex() - 1);
    return reported;
  }

  public ReplicaId self() {
    return state.self;
  }

  public Role role() {
    return state.role;
  }

  public long term() {
    return state.term();
  }

  /** The current term's leader; null while unknown. */
  public ReplicaId leader() {
    return state.leader;
  }

  public long commitIndex() {
    return state.commit();
  }

  /** Everything up to here is durable on this replica. */
  public long durableIndex() {
    return state.durability.durableIndex();
  }

  /** The members that count now, committed or not. */
  public Membership membership() {
    return state.members.latest();
  }

  /** The log entry of {@link #membership}, or one since which they count. */
  public long membershipIndex() {
    return state.members.latestIndex();
  }

  /** The newest members that are committed. */
  public Membership committedMembership() {
    return state.members.committed();
  }

  /** As leader what is known of the other members, in the order of their ids; else empty. */
  public List<FollowerStatus> followers() {
    return leading == null ? List.of() : leading.status();
  }
}
