package io.tallystick.node.cluster;

import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.MembershipChange;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which change of the members the leader begins next for the nodes that announce themselves. Pure.
 *
 * <p>A node of the list that comes back under a new incarnation has lost what the old one promised:
 * the old one leaves, the new one learns and is promoted once its history is complete. A node that
 * is not in the list needs the operator's word ({@code node add}).
 */
public final class JoinStep {
  private JoinStep() {}

  /**
   * Decides.
   *
   * @param members as they count now
   * @param present nodes that announced themselves lately
   * @param invited whether a node may join
   * @param active whether a member answers
   */
  public static Optional<MembershipChange> next(
      Membership members,
      Collection<MemberMessage.Hello> present,
      Predicate<Integer> invited,
      Predicate<ReplicaId> active) {
    for (MemberMessage.Hello hello : present) {
      Optional<MembershipChange> change = of(members, hello, invited, active);
      if (change.isPresent()) {
        return change;
      }
    }
    return Optional.empty();
  }

  private static Optional<MembershipChange> of(
      Membership members,
      MemberMessage.Hello hello,
      Predicate<Integer> invited,
      Predicate<ReplicaId> active) {
    ReplicaId replica = hello.replica();
    if (members.isVoter(replica)) {
      return Optional.empty();
    }
    if (members.contains(replica)) {
      return hello.complete()
          ? Optional.of(new MembershipChange(MembershipChange.Step.PROMOTE, replica))
          : Optional.empty();
    }
    if (hello.member()) {
      // It was a member and was removed since: it must not come back on its own.
      return Optional.empty();
    }
    Optional<ReplicaId> former =
        members.all().stream().filter(member -> member.node() == replica.node()).findAny();
    if (former.isPresent()) {
      return canLeave(members, former.get(), active)
              && former.get().incarnation() < replica.incarnation()
          ? Optional.of(new MembershipChange(MembershipChange.Step.REMOVE, former.get()))
          : Optional.empty();
    }
    return invited.test(replica.node())
        ? Optional.of(new MembershipChange(MembershipChange.Step.ADD_LEARNER, replica))
        : Optional.empty();
  }

  /** The rest must be able to settle without it. */
  private static boolean canLeave(
      Membership members, ReplicaId former, Predicate<ReplicaId> active) {
    if (!members.isVoter(former)) {
      return true;
    }
    return members.voters().size() > 1 && members.without(former).majority(active);
  }
}
