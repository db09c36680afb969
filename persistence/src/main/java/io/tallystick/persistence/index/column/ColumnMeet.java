package io.tallystick.persistence.index.column;

import java.util.List;

/** Goes down the places of one stretch that meet several conditions at once. */
final class ColumnMeet {
  /** No place is left. */
  static final long NONE = -1;

  /** The work is spent; {@link #place} was not decided yet. */
  static final long UNDECIDED = -2;

  private final List<ColumnCursor> cursors;
  private final ColumnWork work;
  private long place;

  /**
   * @param cursors one of each condition, at least one
   */
  ColumnMeet(List<ColumnCursor> cursors, ColumnWork work) {
    this.cursors = cursors;
    this.work = work;
  }

  /** Where the last call stopped: no place above it and at or below the asked one is a hit. */
  long place() {
    return place;
  }

  /** The greatest place at or below {@code top} at which all cursors meet. */
  long atOrBelow(long top) {
    place = top;
    int meeting = 0;
    for (int i = 0; meeting < cursors.size(); i = (i + 1) % cursors.size()) {
      long found = cursors.get(i).atOrBelow(place);
      if (found < 0) {
        return NONE;
      }
      meeting = found == place ? meeting + 1 : 1;
      place = found;
      // Only once it has gone down, so that every page of an answer gets on.
      if (work.isSpent() && place < top && meeting < cursors.size()) {
        return UNDECIDED;
      }
    }
    return place;
  }
}
