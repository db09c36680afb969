package io.tallystick.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.node.GroupIdentity;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FormationStepTest {
  private static final List<Integer> PEERS = List.of(1, 2, 3);
  private static final GroupIdentity GROUP = GroupIdentity.create("main", new UUID(7, 8));
  private static final Membership MEMBERS = Membership.ofVoters(List.of(replica(1), replica(2)));

  private static ReplicaId replica(int node) {
    return new ReplicaId(node, 100 + node);
  }

  private static MemberMessage.IAm empty(int node) {
    return new MemberMessage.IAm(node, 1, replica(node), Optional.empty(), 0, false);
  }

  private static MemberMessage.IAm member(int node, GroupIdentity group) {
    return new MemberMessage.IAm(
        node, 1, replica(node), Optional.of(new Founding(group, MEMBERS)), 1, false);
  }

  @Test
  void theFirstOfTheListFoundsTheGroupOnceAllAreThereAndEmpty() {
    assertThat(FormationStep.of(replica(1), false, PEERS, List.of(empty(2), empty(3))))
        .isEqualTo(
            new FormationStep.Found(
                Membership.ofVoters(List.of(replica(1), replica(2), replica(3)))));
  }

  @Test
  void anotherThanTheFirstNeverFoundsOne() {
    assertThat(FormationStep.of(replica(2), false, PEERS, List.of(empty(1), empty(3))))
        .isEqualTo(new FormationStep.Wait("waiting for node 1 to found the group"));
  }

  @Test
  void aSilentNodeMayHoldAHistorySoNobodyFoundsWithoutIt() {
    assertThat(FormationStep.of(replica(1), false, PEERS, List.of(empty(3))))
        .isEqualTo(new FormationStep.Wait("waiting for the nodes [2]"));
  }

  @Test
  void aGroupThatExistsIsAdoptedWhateverTheOthersAnswer() {
    assertThat(FormationStep.of(replica(1), false, PEERS, List.of(member(3, GROUP))))
        .isEqualTo(new FormationStep.Adopt(new Founding(GROUP, MEMBERS)));
    assertThat(FormationStep.of(replica(4), true, PEERS, List.of(empty(1), member(3, GROUP))))
        .isEqualTo(new FormationStep.Adopt(new Founding(GROUP, MEMBERS)));
  }

  @Test
  void aNodeThatJoinsWaitsForAGroupAndFoundsNone() {
    assertThat(FormationStep.of(replica(1), true, PEERS, List.of(empty(2), empty(3))))
        .isInstanceOf(FormationStep.Wait.class);
  }

  @Test
  void theNewestEpochIsAdopted() {
    GroupIdentity rebuilt = new GroupIdentity("main", GROUP.id(), 2, 10, new byte[32], 5);
    assertThat(
            FormationStep.of(
                replica(1), false, PEERS, List.of(member(2, GROUP), member(3, rebuilt))))
        .isEqualTo(new FormationStep.Adopt(new Founding(rebuilt, MEMBERS)));
  }

  @Test
  void nodesOfTwoGroupsAreRefusedByName() {
    GroupIdentity other = GroupIdentity.create("main", new UUID(9, 9));
    assertThatThrownBy(
            () ->
                FormationStep.of(
                    replica(1), false, PEERS, List.of(member(2, GROUP), member(3, other))))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("peers_of_two_groups"))
        .hasMessageContaining(other.id().toString());
  }
}
