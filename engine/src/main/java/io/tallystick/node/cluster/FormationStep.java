package io.tallystick.node.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a node without history does next, decided from what the others answered. Pure.
 *
 * <p>If a group exists anywhere, it is adopted. Only when every node of the list is reachable and
 * empty does the first of the list found one: a node that cannot be reached may hold a history.
 */
public sealed interface FormationStep {
  /** Take part in the group that exists. */
  record Adopt(Founding founding) implements FormationStep {}

  /** Found a group of these members. */
  record Found(Membership members) implements FormationStep {}

  /** Ask again later; {@code why} is for people. */
  record Wait(String why) implements FormationStep {}

  /**
   * Decides.
   *
   * @param self this node
   * @param joins whether it must not found: it waits until a group is there
   * @param peers all nodes of the list, this one included
   * @param answers of the others that answered
   * @throws TallystickException UNPROCESSABLE ({@code peers_of_two_groups}) if they belong to
   *     different groups
   */
  static FormationStep of(
      ReplicaId self, boolean joins, Collection<Integer> peers, List<MemberMessage.IAm> answers) {
    Optional<Founding> known = newest(answers);
    if (known.isPresent()) {
      return new Adopt(known.get());
    }
    SortedSet<Integer> silent = new TreeSet<>(peers);
    silent.remove(self.node());
    answers.forEach(answer -> silent.remove(answer.from()));
    if (joins) {
      return new Wait("waiting for a member of the group to answer");
    }
    if (!silent.isEmpty()) {
      return new Wait("waiting for the nodes " + silent);
    }
    int first = new TreeSet<>(peers).first();
    if (self.node() != first) {
      return new Wait("waiting for node " + first + " to found the group");
    }
    List<ReplicaId> members = new ArrayList<>(List.of(self));
    answers.forEach(answer -> members.add(answer.replica()));
    return new Found(Membership.ofVoters(members));
  }

  private static Optional<Founding> newest(List<MemberMessage.IAm> answers) {
    List<Founding> known =
        answers.stream().map(MemberMessage.IAm::founding).flatMap(Optional::stream).toList();
    Map<String, List<Integer>> groups = new java.util.TreeMap<>();
    answers.forEach(
        answer ->
            answer
                .founding()
                .ifPresent(
                    founding ->
                        groups
                            .computeIfAbsent(
                                founding.identity().id().toString(), id -> new ArrayList<>())
                            .add(answer.from())));
    if (groups.size() > 1) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "peers_of_two_groups",
          "the nodes of the list belong to different groups: "
              + groups
              + " (group id: nodes); correct the list of peers, or empty the data folders of the wrong ones");
    }
    return known.stream().max(Comparator.comparingLong(founding -> founding.identity().epoch()));
  }
}
