package io.tallystick.ordering.raft;

import java.util.Set;
import java.util.TreeSet;

/** Who votes for whom. Pre-vote and check-quorum as in the thesis, sections 9.6 and 6.2. */
final class Elections {
  private final ReplicaState state;
  private final Set<ReplicaId> granted = new TreeSet<>();
  private final Set<ReplicaId> refused = new TreeSet<>();
  private boolean transfer;
  private long askedNanos;

  Elections(ReplicaState state) {
    this.state = state;
  }

  /** Asks first; with no one to ask, stands at once. True if the pre-vote is won already. */
  boolean askFirst() {
    begin(Role.PRE_CANDIDATE);
    granted.add(state.self);
    if (won()) {
      return true;
    }
    askAgain();
    return false;
  }

  /**
   * Asks those who have not granted. A question is cheap and may be lost, and who heard the leader
   * a moment later than this replica refuses for that moment only: it is repeated rather than left
   * to the next election timeout.
   */
  void askAgain() {
    askedNanos = state.nowNanos;
    refused.clear();
    for (ReplicaId voter : state.members.latest().voters()) {
      if (!granted.contains(voter)) {
        state.send(
            new RaftMessage.PreVoteRequest(
                state.self, voter, state.term() + 1, state.log.lastIndex(), state.log.lastTerm()));
      }
    }
  }

  boolean askAgainDue() {
    return state.nowNanos - askedNanos >= state.settings.heartbeatMs() * ReplicaState.NANOS_PER_MS;
  }

  /** A new term with the own vote; it counts, and others are asked, once it is durable. */
  void stand(boolean byTransfer) {
    begin(Role.CANDIDATE);
    transfer = byTransfer;
    state.enterTerm(state.term() + 1, state.self);
    for (ReplicaId voter : state.members.latest().voters()) {
      if (!voter.equals(state.self)) {
        state.send(
            new RaftMessage.VoteRequest(
                state.self,
                voter,
                state.term(),
                state.log.lastIndex(),
                state.log.lastTerm(),
                transfer));
      }
    }
  }

  private void begin(Role role) {
    state.role = role;
    state.leader = null;
    granted.clear();
    refused.clear();
    state.drawElectionDeadline();
  }

  /** True if the candidate's own durable vote wins the election. */
  boolean ownVoteDurable() {
    granted.add(state.self);
    return won();
  }

  /** True if this answer wins. */
  boolean answered(ReplicaId voter, boolean yes) {
    (yes ? granted : refused).add(voter);
    return won();
  }

  boolean lost() {
    return state.members.latest().majority(refused::contains);
  }

  private boolean won() {
    return state.members.latest().majority(granted::contains);
  }

  void onPreVoteRequest(RaftMessage.PreVoteRequest message) {
    boolean yes =
        message.term() > state.term()
            && !state.leaderIsFresh()
            && state.log.isUpToDate(message.lastIndex(), message.lastTerm())
            && !goesFirst(message);
    state.send(
        new RaftMessage.PreVoteReply(
            state.self, message.from(), yes ? message.term() : state.term(), yes));
  }

  /**
   * Of two replicas with equal logs that both want to stand the one with the higher id does, lest
   * each votes for itself and both wait for another election timeout.
   */
  private boolean goesFirst(RaftMessage.PreVoteRequest message) {
    return state.role == Role.PRE_CANDIDATE
        && message.lastIndex() == state.log.lastIndex()
        && message.lastTerm() == state.log.lastTerm()
        && state.self.compareTo(message.from()) > 0;
  }

  /** The message is of the current term. */
  void onVoteRequest(RaftMessage.VoteRequest message) {
    boolean free = state.vote() == null && state.leader == null;
    boolean again = message.from().equals(state.vote());
    boolean yes = again || (free && state.log.isUpToDate(message.lastIndex(), message.lastTerm()));
    if (yes && !again) {
      state.enterTerm(state.term(), message.from());
      state.drawElectionDeadline();
    }
    state.send(new RaftMessage.VoteReply(state.self, message.from(), state.term(), yes));
  }
}
