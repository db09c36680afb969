package io.tallystick.ordering.log;

import io.tallystick.base.Checks;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.Membership;

/**
 * Where a log that is made begins.
 *
 * @param firstIndex index of the first entry that will be in it, from 1; whoever starts it there
 *     has everything before
 * @param previousTerm term of the entry before that; 0 for none
 * @param hardState the replica's; its term is at least {@code previousTerm}
 * @param members who belongs to the group there
 */
public record LogBeginning(
    long firstIndex, long previousTerm, HardState hardState, Membership members) {
  /** Checks the ranges. */
  public LogBeginning {
    Checks.inRange(firstIndex, 1, Long.MAX_VALUE, "first index of a log");
    Checks.inRange(previousTerm, 0, hardState.term(), "term before a log");
  }

  static LogBeginning ofNew(Membership members) {
    return new LogBeginning(1, 0, HardState.EMPTY, members);
  }
}
