package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.ELECTION_MAX_MS;
import static io.tallystick.ordering.raft.TestReplica.ELECTION_MIN_MS;
import static io.tallystick.ordering.raft.TestReplica.HEARTBEAT_MS;
import static io.tallystick.ordering.raft.TestReplica.THREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaftElectionTest {
  @Test
  void aGroupOfOneLeadsAtOnceButNotBeforeItsVoteIsDurable() {
    TestReplica one =
        new TestReplica(A, Membership.ofVoters(List.of(A)), HardState.EMPTY, new MemoryLog());
    assertThat(one.core.role()).isEqualTo(Role.CANDIDATE);
    assertThat(one.written).isEqualTo(new HardState(1, A, 0));
    one.persist();
    assertThat(one.core.role()).isEqualTo(Role.LEADER);
    assertThat(one.committedTo).isZero();
    one.persist();
    assertThat(one.committedTo).isEqualTo(1);
    one.propose(10);
    assertThat(one.committedTo).isEqualTo(1);
    one.persist();
    assertThat(one.committedTo).isEqualTo(2);
  }

  @Test
  void anElectionIsAskedForBeforeItDisturbsAnyTerm() {
    TestReplica replica = TestReplica.ofThree(4, 1, 4);
    replica.passMs(ELECTION_MAX_MS);
    assertThat(replica.core.term()).isEqualTo(4);
    assertThat(replica.sequence).isZero();
    assertThat(replica.take(RaftMessage.PreVoteRequest.class))
        .containsExactly(
            new RaftMessage.PreVoteRequest(A, B, 5, 2, 4),
            new RaftMessage.PreVoteRequest(A, C, 5, 2, 4));
  }

  @Test
  void whoHasNotGrantedAPreVoteIsAskedAgainEveryHeartbeat() {
    TestReplica replica = TestReplica.ofThree(4, 1, 4);
    replica.passMs(ELECTION_MAX_MS);
    replica.sent.clear();
    replica.step(new RaftMessage.PreVoteReply(B, A, 4, false));
    replica.passMs(HEARTBEAT_MS / 2);
    assertThat(replica.take(RaftMessage.PreVoteRequest.class)).isEmpty();
    replica.passMs(HEARTBEAT_MS / 2);
    assertThat(replica.take(RaftMessage.PreVoteRequest.class))
        .extracting(RaftMessage.PreVoteRequest::to)
        .containsExactly(B, C);
    replica.step(new RaftMessage.PreVoteReply(B, A, 5, true));
    assertThat(replica.core.role()).isEqualTo(Role.CANDIDATE);
    replica.passMs(HEARTBEAT_MS);
    assertThat(replica.take(RaftMessage.PreVoteRequest.class)).isEmpty();
  }

  /** Else each would vote for itself, and both would wait for another election timeout. */
  @Test
  void ofTwoWithEqualLogsThatWantToStandTheHigherIdDoes() {
    TestReplica higher =
        new TestReplica(B, THREE, new HardState(4, null, 0), MemoryLog.ofTerms(1, 4));
    higher.passMs(ELECTION_MAX_MS);
    higher.step(new RaftMessage.PreVoteRequest(A, B, 5, 2, 4));
    higher.step(new RaftMessage.PreVoteRequest(C, B, 5, 2, 4));
    higher.step(new RaftMessage.PreVoteRequest(A, B, 5, 3, 4));
    assertThat(higher.take(RaftMessage.PreVoteReply.class))
        .extracting(RaftMessage.PreVoteReply::to, RaftMessage.PreVoteReply::granted)
        .containsExactly(tuple(A, false), tuple(C, true), tuple(A, true));
  }

  @Test
  void votesAreAskedForOnlyAfterTheOwnVoteIsDurable() {
    TestReplica replica = TestReplica.ofThree();
    replica.passMs(ELECTION_MAX_MS);
    replica.step(new RaftMessage.PreVoteReply(B, A, 1, true));
    assertThat(replica.core.role()).isEqualTo(Role.CANDIDATE);
    assertThat(replica.take(RaftMessage.VoteRequest.class)).isEmpty();
    replica.persist();
    assertThat(replica.written).isEqualTo(new HardState(1, A, 0));
    assertThat(replica.take(RaftMessage.VoteRequest.class)).hasSize(2);
  }

  @Test
  void aVoteIsSpokenOnlyAfterItIsDurable() {
    TestReplica replica = TestReplica.ofThree();
    replica.step(new RaftMessage.VoteRequest(B, A, 3, 0, 0, false));
    assertThat(replica.written).isEqualTo(new HardState(3, B, 0));
    assertThat(replica.take(RaftMessage.VoteReply.class)).isEmpty();
    replica.persist();
    assertThat(replica.take(RaftMessage.VoteReply.class))
        .containsExactly(new RaftMessage.VoteReply(A, B, 3, true));
  }

  @Test
  void aVoteLostInACrashWasNeverSpokenAndADurableOneBinds() {
    TestReplica lost = TestReplica.ofThree();
    lost.step(new RaftMessage.VoteRequest(B, A, 3, 0, 0, false));
    assertThat(lost.sent).isEmpty();
    TestReplica afterLoss = TestReplica.ofThree();
    afterLoss.step(new RaftMessage.VoteRequest(C, A, 3, 0, 0, false));
    afterLoss.persist();
    assertThat(afterLoss.sent).containsExactly(new RaftMessage.VoteReply(A, C, 3, true));

    TestReplica afterKeeping = new TestReplica(A, THREE, lost.written, new MemoryLog());
    afterKeeping.step(new RaftMessage.VoteRequest(C, A, 3, 0, 0, false));
    afterKeeping.step(new RaftMessage.VoteRequest(B, A, 3, 0, 0, false));
    assertThat(afterKeeping.sent)
        .containsExactly(
            new RaftMessage.VoteReply(A, C, 3, false), new RaftMessage.VoteReply(A, B, 3, true));
  }

  /** Own log: terms 1, 2, 2; own term 3. */
  @ParameterizedTest
  @CsvSource({
    // asked term, last index, last term, voted before, granted
    "4, 3, 2, none, true",
    "4, 9, 2, none, true",
    "4, 1, 3, none, true",
    "4, 2, 2, none, false",
    "4, 9, 1, none, false",
    "3, 3, 2, none, true",
    "3, 3, 2, C, false",
    "3, 3, 2, B, true",
    "2, 9, 2, none, false",
  })
  void aVoteGoesToTheFirstOfATermWhoseLogHoldsAllOfOurs(
      long term, long lastIndex, long lastTerm, String votedBefore, boolean granted) {
    ReplicaId vote =
        switch (votedBefore) {
          case "B" -> B;
          case "C" -> C;
          default -> null;
        };
    TestReplica replica =
        new TestReplica(A, THREE, new HardState(3, vote, 0), MemoryLog.ofTerms(1, 2, 2));
    replica.step(new RaftMessage.VoteRequest(B, A, term, lastIndex, lastTerm, false));
    replica.persist();
    assertThat(replica.take(RaftMessage.VoteReply.class))
        .containsExactly(new RaftMessage.VoteReply(A, B, Math.max(term, 3), granted));
  }

  /** Own log: terms 1, 2; own term 2. */
  @ParameterizedTest
  @CsvSource({
    // asked term, last index, last term, leader heard ms ago, granted
    "3, 2, 2, 500, true",
    "3, 2, 2, 499, false",
    "3, 1, 2, 500, false",
    "3, 9, 1, 500, false",
    "2, 2, 2, 500, false",
  })
  void aPreVoteIsGrantedOnlyWithoutALeaderAndChangesNothing(
      long term, long lastIndex, long lastTerm, long heardMsAgo, boolean granted) {
    TestReplica replica = TestReplica.ofThree(2, 1, 2);
    replica.step(new RaftMessage.Heartbeat(C, A, 2, 0, 1));
    replica.passMs(heardMsAgo);
    replica.step(new RaftMessage.PreVoteRequest(B, A, term, lastIndex, lastTerm));
    assertThat(replica.take(RaftMessage.PreVoteReply.class))
        .containsExactly(new RaftMessage.PreVoteReply(A, B, granted ? 3 : 2, granted));
    assertThat(replica.core.term()).isEqualTo(2);
    assertThat(replica.sequence).isZero();
  }

  @Test
  void whoHearsALeaderRefusesToVoteUnlessTheLeaderAskedForIt() {
    TestReplica replica = TestReplica.ofThree(2, 1, 2);
    replica.step(new RaftMessage.Heartbeat(C, A, 2, 0, 1));
    replica.step(new RaftMessage.VoteRequest(B, A, 3, 2, 2, false));
    assertThat(replica.core.term()).isEqualTo(2);
    replica.step(new RaftMessage.VoteRequest(B, A, 3, 2, 2, true));
    replica.persist();
    assertThat(replica.take(RaftMessage.VoteReply.class))
        .containsExactly(new RaftMessage.VoteReply(A, B, 3, true));
  }

  @Test
  void aLeaderThatHearsNoMajorityForAnElectionTimeoutStepsDown() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.passMs(ELECTION_MIN_MS);
    assertThat(leader.core.role()).isEqualTo(Role.LEADER);
    leader.step(new RaftMessage.HeartbeatReply(C, A, 2, 1));
    leader.passMs(ELECTION_MIN_MS);
    assertThat(leader.core.role()).isEqualTo(Role.LEADER);
    leader.passMs(ELECTION_MIN_MS);
    assertThat(leader.core.role()).isEqualTo(Role.FOLLOWER);
    assertThat(leader.propose(1)).isZero();
  }

  @Test
  void aLeaderLearnsOfANewerTermFromWhomeverItTellsOfAnOlderOne() {
    TestReplica newer = TestReplica.ofThree(7, 1);
    newer.step(new RaftMessage.Heartbeat(B, A, 6, 0, 3));
    assertThat(newer.sent).containsExactly(new RaftMessage.HeartbeatReply(A, B, 7, 0));
    TestReplica leader = TestReplica.leaderOfThree(5, 1);
    leader.step(new RaftMessage.HeartbeatReply(B, A, 7, 0));
    assertThat(leader.core.role()).isEqualTo(Role.FOLLOWER);
    assertThat(leader.core.term()).isEqualTo(7);
  }

  @Test
  void anOlderIncarnationsMessagesReachNobody() {
    TestReplica replica =
        new TestReplica(
            new ReplicaId(1, 2),
            Membership.ofVoters(List.of(new ReplicaId(1, 2), B, C)),
            HardState.EMPTY,
            new MemoryLog());
    replica.step(new RaftMessage.VoteRequest(B, A, 3, 0, 0, false));
    replica.persist();
    assertThat(replica.sent).isEmpty();
    assertThat(replica.core.term()).isZero();
  }

  @Test
  void leadershipMovesToAFollowerThatHasEverything() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    assertThat(leader.core.transferLeadership(B)).isTrue();
    assertThat(leader.propose(1)).as("no proposals meanwhile").isZero();
    leader.carryOut();
    assertThat(leader.take(RaftMessage.TimeoutNow.class)).isEmpty();
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    assertThat(leader.take(RaftMessage.TimeoutNow.class))
        .containsExactly(new RaftMessage.TimeoutNow(A, B, 2));

    TestReplica target = TestReplica.ofThree(2, 1, 2);
    target.step(new RaftMessage.Heartbeat(B, A, 2, 0, 1));
    target.step(new RaftMessage.TimeoutNow(B, A, 2));
    target.persist();
    assertThat(target.take(RaftMessage.VoteRequest.class))
        .contains(new RaftMessage.VoteRequest(A, C, 3, 2, 2, true));
  }

  @Test
  void aTransferThatFailsEndsWithTheElectionTimeout() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.core.transferLeadership(B);
    for (int ms = 0; ms < ELECTION_MAX_MS; ms += HEARTBEAT_MS) {
      leader.step(new RaftMessage.HeartbeatReply(C, A, 2, 1));
      leader.passMs(HEARTBEAT_MS);
    }
    assertThat(leader.propose(1)).isEqualTo(3);
  }

  @Test
  void theRoleIsToldWithWhatCameBeforeTheTerm() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1, 1, 1);
    assertThat(leader.role).isEqualTo(new RoleChange(Role.LEADER, 2, A, 3));
    leader.step(new RaftMessage.Heartbeat(C, A, 5, 0, 1));
    assertThat(leader.role).isEqualTo(new RoleChange(Role.FOLLOWER, 5, C, 0));
  }
}
