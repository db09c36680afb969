package io.tallystick.ring.agreement;

import java.util.List;

/**
 * What follows from all comparisons.
 *
 * @param kind what to do
 * @param differences the voters that differ from this replica
 */
public record Verdict(Kind kind, List<Difference> differences) {
  /** What to do. */
  public enum Kind {
    /** Go on: nobody differs, or this replica belongs to a majority of equal ones. */
    OK,
    /** Go on for a while: somebody differs, and who is right is not known yet. */
    WAIT,
    /** Stop: those equal to this replica cannot be a majority. */
    STOP_OUTVOTED,
    /** Stop: somebody differs and no majority was found in time. */
    STOP_NO_MAJORITY
  }

  /** Whether this replica must stop. */
  public boolean stops() {
    return kind == Kind.STOP_OUTVOTED || kind == Kind.STOP_NO_MAJORITY;
  }
}
