package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.HEARTBEAT_MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RaftReadTest {
  /** A leader that has committed entry 2, of its own term. */
  private static TestReplica leader() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    leader.sent.clear();
    return leader;
  }

  private static boolean read(TestReplica replica, long context) {
    boolean taken = replica.core.read(context);
    replica.carryOut();
    return taken;
  }

  private static void answer(TestReplica leader, ReplicaId from, long round) {
    leader.step(new RaftMessage.HeartbeatReply(from, A, leader.core.term(), round));
  }

  @Test
  void aReadStartsARoundAndIsDoneWhenAMajorityAnsweredIt() {
    TestReplica leader = leader();
    read(leader, 70);
    List<RaftMessage.Heartbeat> round = leader.take(RaftMessage.Heartbeat.class);
    assertThat(round).hasSize(2);
    assertThat(leader.reads).isEmpty();
    answer(leader, B, round.get(0).round());
    assertThat(leader.reads).containsExactly(new ReadState(70, 2));
  }

  @Test
  void aReadNeverJoinsARoundThatIsUnderWay() {
    TestReplica leader = leader();
    read(leader, 70);
    long first = leader.take(RaftMessage.Heartbeat.class).get(0).round();
    read(leader, 71);
    read(leader, 72);
    assertThat(leader.take(RaftMessage.Heartbeat.class)).isEmpty();
    answer(leader, B, first);
    assertThat(leader.reads).extracting(ReadState::context).containsExactly(70L);
    long second = leader.take(RaftMessage.Heartbeat.class).get(0).round();
    assertThat(second).isGreaterThan(first);
    answer(leader, C, first);
    assertThat(leader.reads).hasSize(1);
    answer(leader, C, second);
    assertThat(leader.reads).extracting(ReadState::context).containsExactly(70L, 71L, 72L);
  }

  @Test
  void aReadWaitsUntilTheLeaderHasCommittedInItsTerm() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    read(leader, 70);
    assertThat(leader.take(RaftMessage.Heartbeat.class)).isEmpty();
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    long round = leader.take(RaftMessage.Heartbeat.class).get(0).round();
    answer(leader, B, round);
    assertThat(leader.reads).containsExactly(new ReadState(70, 2));
  }

  @Test
  void aLostRoundIsFollowedByTheNextHeartbeat() {
    TestReplica leader = leader();
    read(leader, 70);
    leader.sent.clear();
    leader.passMs(HEARTBEAT_MS);
    long next = leader.take(RaftMessage.Heartbeat.class).get(0).round();
    answer(leader, C, next);
    assertThat(leader.reads).containsExactly(new ReadState(70, 2));
  }

  @Test
  void readsOfALeaderThatStepsDownFail() {
    TestReplica leader = leader();
    read(leader, 70);
    read(leader, 71);
    leader.step(new RaftMessage.Heartbeat(C, A, 9, 0, 1));
    assertThat(leader.failedReads).containsExactly(70L, 71L);
    answer(leader, B, 99);
    assertThat(leader.reads).isEmpty();
    assertThat(read(leader, 72)).as("a follower takes none").isFalse();
  }

  /** A leader paused for a second: others have elected and settled meanwhile. */
  @Test
  void answersOfAnotherTermConfirmNothing() {
    TestReplica leader = leader();
    read(leader, 70);
    long round = leader.take(RaftMessage.Heartbeat.class).get(0).round();
    leader.step(new RaftMessage.HeartbeatReply(B, A, 1, round));
    assertThat(leader.reads).isEmpty();
    leader.step(new RaftMessage.HeartbeatReply(B, A, 3, round));
    assertThat(leader.reads).isEmpty();
    assertThat(leader.failedReads).containsExactly(70L);
  }

  @Test
  void moreReadsThanTheBoundAreRefused() {
    TestReplica leader = leader();
    for (long context = 0; context < TestReplica.SETTINGS.waitingReadsMax(); context++) {
      assertThat(read(leader, context)).isTrue();
    }
    assertThat(read(leader, 99)).isFalse();
  }

  @Test
  void aGroupOfOneConfirmsAtOnce() {
    TestReplica one =
        new TestReplica(A, Membership.ofVoters(List.of(A)), HardState.EMPTY, new MemoryLog());
    one.persist();
    assertThat(read(one, 70)).isTrue();
    assertThat(one.reads).as("its first entry is not durable yet").isEmpty();
    one.persist();
    assertThat(one.reads).containsExactly(new ReadState(70, 1));
    read(one, 71);
    assertThat(one.reads).contains(new ReadState(71, 1));
  }
}
