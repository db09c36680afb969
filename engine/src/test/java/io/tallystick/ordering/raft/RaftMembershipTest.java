package io.tallystick.ordering.raft;

import static io.tallystick.ordering.raft.TestReplica.A;
import static io.tallystick.ordering.raft.TestReplica.B;
import static io.tallystick.ordering.raft.TestReplica.C;
import static io.tallystick.ordering.raft.TestReplica.D;
import static io.tallystick.ordering.raft.TestReplica.THREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.MembershipChange.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaftMembershipTest {
  private static TestReplica leader() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    leader.step(new RaftMessage.AppendAccepted(B, A, 2, 2));
    leader.sent.clear();
    return leader;
  }

  private static long change(TestReplica leader, Step step, ReplicaId id) {
    long index = leader.core.change(new MembershipChange(step, id));
    leader.carryOut();
    leader.persist();
    return index;
  }

  private static void accept(TestReplica leader, ReplicaId from, long match) {
    leader.step(new RaftMessage.AppendAccepted(from, A, leader.core.term(), match));
  }

  private static void assertRefused(TestReplica leader, Step step, ReplicaId id, ErrorKind kind) {
    assertThatThrownBy(() -> change(leader, step, id))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void aNewReplicaComesAsALearnerThatCountsForNothing() {
    TestReplica leader = leader();
    long added = change(leader, Step.ADD_LEARNER, D);
    assertThat(leader.core.membership()).isEqualTo(THREE.withLearner(D));
    accept(leader, D, added);
    assertThat(leader.core.commitIndex()).isEqualTo(2);
    accept(leader, B, added);
    assertThat(leader.core.commitIndex()).isEqualTo(added);
  }

  @Test
  void aLearnerBecomesAVoterOnlyWhenItHasNearlyEverything() {
    TestReplica leader = leader();
    accept(leader, B, change(leader, Step.ADD_LEARNER, D));
    for (int i = 0; i < 20; i++) {
      leader.propose(1);
    }
    leader.persist();
    accept(leader, B, 23);
    assertRefused(leader, Step.PROMOTE, D, ErrorKind.UNPROCESSABLE);
    accept(leader, D, 13);
    long promoted = change(leader, Step.PROMOTE, D);
    assertThat(leader.core.membership().voters()).containsExactly(A, B, C, D);
    accept(leader, B, promoted);
    assertThat(leader.core.commitIndex()).as("two of four are no majority").isEqualTo(23);
    accept(leader, D, promoted);
    assertThat(leader.core.commitIndex()).isEqualTo(promoted);
  }

  @Test
  void oneChangeWaitsForTheOneBefore() {
    TestReplica leader = leader();
    long added = change(leader, Step.ADD_LEARNER, D);
    assertRefused(leader, Step.REMOVE, C, ErrorKind.UNAVAILABLE);
    accept(leader, B, added);
    change(leader, Step.REMOVE, C);
    assertThat(leader.core.membership().voters()).containsExactly(A, B);
  }

  /** The flaw of the first published one-step changes: a leader must have committed first. */
  @Test
  void noChangeBeforeTheLeaderHasCommittedInItsTerm() {
    TestReplica leader = TestReplica.leaderOfThree(1, 1);
    assertRefused(leader, Step.ADD_LEARNER, D, ErrorKind.UNAVAILABLE);
    accept(leader, B, 2);
    change(leader, Step.ADD_LEARNER, D);
  }

  @Test
  void aChangeThatIsCutOffNoLongerCounts() {
    TestReplica follower = TestReplica.ofThree(2, 1);
    byte[] bytes = THREE.without(C).encode();
    follower.step(
        new RaftMessage.AppendRequest(
            B, A, 2, 1, 1, List.of(LogEntry.of(2, 2, EntryKind.MEMBERSHIP, bytes)), 0));
    assertThat(follower.core.membership()).isEqualTo(THREE.without(C));
    follower.step(new RaftMessage.AppendRequest(C, A, 3, 1, 1, List.of(LogEntry.noOp(2, 3)), 0));
    assertThat(follower.core.membership()).isEqualTo(THREE);
  }

  @Test
  void aLeaderThatRemovesItselfLeavesOnceThatIsCommittedWithoutItsOwnVote() {
    TestReplica leader = leader();
    long removed = change(leader, Step.REMOVE, A);
    accept(leader, B, removed);
    assertThat(leader.core.role()).as("one of two is no majority").isEqualTo(Role.LEADER);
    accept(leader, C, removed);
    assertThat(leader.core.commitIndex()).isEqualTo(removed);
    assertThat(leader.core.role()).isEqualTo(Role.FOLLOWER);
    leader.sent.clear();
    leader.passMs(10_000);
    assertThat(leader.sent).as("it asks for no votes any more").isEmpty();
  }

  @Test
  void aNodeThatLostItsLogIsAnotherReplica() {
    TestReplica leader = leader();
    assertRefused(leader, Step.ADD_LEARNER, new ReplicaId(C.node(), 2), ErrorKind.UNPROCESSABLE);
    accept(leader, B, change(leader, Step.REMOVE, C));
    change(leader, Step.ADD_LEARNER, new ReplicaId(C.node(), 2));
    accept(leader, C, 3);
    assertThat(leader.core.membership().contains(C)).isFalse();
  }

  @Test
  void theLastVoterStays() {
    TestReplica one =
        new TestReplica(A, Membership.ofVoters(List.of(A)), HardState.EMPTY, new MemoryLog());
    one.persist();
    one.persist();
    assertRefused(one, Step.REMOVE, A, ErrorKind.UNPROCESSABLE);
  }

  @Test
  void theStoredBytesAreFixed() {
    byte[] bytes = THREE.withLearner(new ReplicaId(4, 9)).encode();
    assertThat(bytes).hasSize(3 + 4 * 12).startsWith(1, 3, 1, 1, 0, 0, 0, 1, 0, 0, 0);
    assertThat(Membership.decode(bytes, 0, bytes.length))
        .isEqualTo(THREE.withLearner(new ReplicaId(4, 9)));
    assertThatThrownBy(() -> Membership.decode(bytes, 0, 10))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.DAMAGED));
  }
}
