package io.tallystick.ring.agreement;

import io.tallystick.ordering.raft.ReplicaId;
import java.util.List;

/** What the agreement actor is told, by this node and by others. */
sealed interface AgreementCommand {
  /**
   * What another replica knows of all, itself included.
   *
   * @param history the history of the group that it speaks of
   * @param sender who says so
   * @param reports the newest of each replica
   * @param past the sender's own hashes at the ends of shorter chains
   */
  record Table(long history, ReplicaId sender, List<Report> reports, List<Report> past)
      implements AgreementCommand {}

  /** By this node. */
  enum Signal implements AgreementCommand {
    /** Compare, decide, tell the others. */
    BEAT,
    STOP
  }
}
