package io.tallystick.ordering;

import io.tallystick.ordering.raft.ReplicaId;

/** Hears whether this replica leads. Called on the ordering thread: must return at once. */
public interface LeadershipListener {
  /**
   * This replica leads.
   *
   * @param lastIndexBeforeTerm what must be applied before anything is stamped in this term
   */
  void onLeader(long term, long lastIndexBeforeTerm);

  /** This replica does not lead. Repeated when the term changes. */
  void onFollower(long term);

  /** Who leads that term; null while unknown. Told after the call above whenever it changes. */
  default void onLeaderKnown(long term, ReplicaId leader) {}
}
