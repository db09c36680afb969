package io.tallystick.node.cluster;

import static io.tallystick.ordering.raft.MembershipChange.Step.ADD_LEARNER;
import static io.tallystick.ordering.raft.MembershipChange.Step.PROMOTE;
import static io.tallystick.ordering.raft.MembershipChange.Step.REMOVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class JoinStepTest {
  private static final ReplicaId ONE = new ReplicaId(1, 10);
  private static final ReplicaId TWO = new ReplicaId(2, 10);
  private static final ReplicaId THREE = new ReplicaId(3, 10);
  private static final ReplicaId THREE_ANEW = new ReplicaId(3, 20);
  private static final Membership MEMBERS = Membership.ofVoters(List.of(ONE, TWO, THREE));
  private static final Predicate<ReplicaId> WITHOUT_THREE = replica -> replica.node() != 3;

  private static MemberMessage.Hello hello(ReplicaId replica, boolean member, boolean complete) {
    return new MemberMessage.Hello(
        replica.node(), replica, "127.0.0.1:1", "", member, complete, true);
  }

  private static Optional<MembershipChange> next(
      Membership members, MemberMessage.Hello hello, Set<Integer> invited) {
    return JoinStep.next(members, List.of(hello), invited::contains, WITHOUT_THREE);
  }

  @Test
  void membersThatAnnounceThemselvesChangeNothing() {
    assertThat(next(MEMBERS, hello(TWO, true, true), Set.of(1, 2, 3))).isEmpty();
  }

  @Test
  void aNodeThatLostItsFolderFirstLosesItsOldVoteThenLearnsThenVotes() {
    MemberMessage.Hello back = hello(THREE_ANEW, false, false);
    assertThat(next(MEMBERS, back, Set.of(3))).contains(new MembershipChange(REMOVE, THREE));
    Membership two = MEMBERS.without(THREE);
    assertThat(next(two, back, Set.of(3))).contains(new MembershipChange(ADD_LEARNER, THREE_ANEW));
    Membership learning = two.withLearner(THREE_ANEW);
    assertThat(next(learning, back, Set.of(3))).isEmpty();
    assertThat(next(learning, hello(THREE_ANEW, true, true), Set.of(3)))
        .contains(new MembershipChange(PROMOTE, THREE_ANEW));
  }

  @Test
  void theOldVoteStaysWhileTheOthersCouldNotSettleWithoutIt() {
    assertThat(
            JoinStep.next(
                MEMBERS,
                List.of(hello(THREE_ANEW, false, false)),
                node -> true,
                replica -> replica.equals(ONE)))
        .isEmpty();
  }

  @Test
  void anOlderIncarnationNeverReplacesANewerOne() {
    Membership anew = MEMBERS.without(THREE).withLearner(THREE_ANEW).withPromoted(THREE_ANEW);
    assertThat(next(anew, hello(THREE, false, true), Set.of(3))).isEmpty();
  }

  @Test
  void aStrangerNeedsTheOperatorsWord() {
    ReplicaId four = new ReplicaId(4, 1);
    assertThat(next(MEMBERS, hello(four, false, true), Set.of(1, 2, 3))).isEmpty();
    assertThat(next(MEMBERS, hello(four, false, true), Set.of(4)))
        .contains(new MembershipChange(ADD_LEARNER, four));
  }

  @Test
  void aMemberThatWasRemovedDoesNotComeBackOnItsOwn() {
    assertThat(next(MEMBERS.without(THREE), hello(THREE, true, true), Set.of(1, 2, 3))).isEmpty();
  }
}
