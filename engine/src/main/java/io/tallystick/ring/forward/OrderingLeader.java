package io.tallystick.ring.forward;

import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingStatus;
import io.tallystick.ordering.raft.Role;

/** The leader as this node's own replica knows it. */
public final class OrderingLeader implements LeaderView {
  private final Ordering ordering;

  public OrderingLeader(Ordering ordering) {
    this.ordering = ordering;
  }

  @Override
  public Leader leader() {
    OrderingStatus status = ordering.status();
    return status.leader() == null
        ? null
        : new Leader(status.leader().node(), status.term(), status.role() == Role.LEADER);
  }
}
