package io.tallystick.ordering;

import io.tallystick.ordering.raft.LogStart;
import io.tallystick.ordering.raft.ReplicaId;

/**
 * Hears that this replica needs entries which the leader's log no longer holds. Called on the
 * ordering thread: must return at once.
 */
public interface BehindListener {
  /**
   * The history up to {@code start} or later has to be brought from elsewhere, then {@link
   * Ordering#installed} be called. Repeated when the leader, its term or its log's start changes;
   * otherwise told once until it is installed.
   */
  void behind(ReplicaId leader, LogStart start);
}
