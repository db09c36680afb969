package io.tallystick.ordering;

import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import java.util.List;

/**
 * How a replica stood a moment ago.
 *
 * @param leader the term's leader; null while unknown
 * @param commitIndex settled up to here
 * @param lastIndex newest entry of the log
 * @param durableIndex fsynced on this replica up to here
 * @param firstIndex oldest entry of the log
 * @param membershipIndex log entry of the members that count now, or one since which they have; it
 *     grows with every change of them
 * @param followers on the leader what it knows of the other members, in the order of their ids;
 *     elsewhere empty
 */
public record OrderingStatus(
    Role role,
    long term,
    ReplicaId leader,
    long commitIndex,
    long lastIndex,
    long durableIndex,
    long firstIndex,
    long membershipIndex,
    List<FollowerStatus> followers) {
  /** Before the log is open. */
  public static final OrderingStatus OPENING =
      new OrderingStatus(Role.FOLLOWER, 0, null, 0, 0, 0, 1, 0, List.of());
}
