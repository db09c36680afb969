package io.tallystick.persistence.index;

import io.tallystick.base.Checks;

/**
 * Limits of the id index.
 *
 * @param tableEntriesMax entries after which the mutable table is sealed into a run; the table goes
 *     on to twice as many while an earlier one is being sealed, then inserts wait. About 18 bytes
 *     off the heap an entry
 * @param mergeFanIn runs of one size tier that are merged into one
 * @param mergeDutyPercent share of a core that merging and verifying may take, 1 … 100
 * @param verifyAtStart whether all pages of all runs are read and checked in the background after
 *     opening
 */
public record IndexSettings(
    int tableEntriesMax, int mergeFanIn, int mergeDutyPercent, boolean verifyAtStart) {
  /** Entries of a full table unless told otherwise. */
  public static final int TABLE_ENTRIES_MAX = 16_000_000;

  public IndexSettings {
    Checks.inRange(tableEntriesMax, 1, 100_000_000, "index table entries");
    Checks.inRange(mergeFanIn, 2, 16, "runs merged at once");
    Checks.inRange(mergeDutyPercent, 1, 100, "merge duty in percent");
  }

  /** Sixteen million entries, four runs a tier, a third of a core for merging. */
  public static IndexSettings standard() {
    return new IndexSettings(TABLE_ENTRIES_MAX, 4, 33, true);
  }

  /** The same with another table size. */
  public IndexSettings withTableEntriesMax(int entries) {
    return new IndexSettings(entries, mergeFanIn, mergeDutyPercent, verifyAtStart);
  }
}
