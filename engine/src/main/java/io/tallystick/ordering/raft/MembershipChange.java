package io.tallystick.ordering.raft;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** One step from one membership to the next. New members come as learners. */
public record MembershipChange(Step step, ReplicaId replica) {
  /** What is done. */
  public enum Step {
    /** A replica joins: it receives the log and has no vote. */
    ADD_LEARNER,
    /** A learner that has nearly everything gets a vote. */
    PROMOTE,
    /** A voter or learner leaves. */
    REMOVE
  }

  /**
   * The members after the change.
   *
   * @param lag how many committed entries the replica is not known to hold
   * @throws TallystickException UNPROCESSABLE if the change makes no sense
   */
  Membership apply(Membership now, long lag, int promotionLagMax) {
    boolean possible =
        switch (step) {
          case ADD_LEARNER ->
              now.learners().size() < Membership.MEMBERS_MAX
                  && now.all().stream().noneMatch(member -> member.node() == replica.node());
          case PROMOTE ->
              now.learners().contains(replica)
                  && now.voters().size() < Membership.MEMBERS_MAX
                  && lag <= promotionLagMax;
          case REMOVE ->
              now.contains(replica) && !(now.isVoter(replica) && now.voters().size() == 1);
        };
    if (!possible) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "membership_not_possible",
          step + " " + replica + " is not possible in " + now);
    }
    return switch (step) {
      case ADD_LEARNER -> now.withLearner(replica);
      case PROMOTE -> now.withPromoted(replica);
      case REMOVE -> now.without(replica);
    };
  }
}
