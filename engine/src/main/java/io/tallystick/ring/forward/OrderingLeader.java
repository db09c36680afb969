package io.tallystick.ring.forward;

import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.Role;

/** The leader as this node's own replica knows it. */
public final class OrderingLeader implements LeaderView {
  private final Ordering ordering;
  private final long history;

  /**
   * @param history the same number as the replica's transport has
   */
  public OrderingLeader(Ordering ordering, long history) {
    this.ordering = ordering;
    this.history = history;
  }

  @Override
  public Leader leader() {
    OrderingStatus status = ordering.status();
    return status.leader() == null
        ? null
        : new Leader(status.leader().node(), status.term(), status.role() == Role.LEADER, history);
  }
}
