package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses which units go into one atomic write. */
final class UnitBatcher {
  /** Most payload in one write, in bytes: one CQL message must stay below 16 MiB. */
  static final long WRITE_BYTES_MAX = 8L * 1024 * 1024;

  private UnitBatcher() {}

  /**
   * The next units, in order: as many as are closed, up to {@link #WRITE_BYTES_MAX} (a larger unit
   * goes alone) and not across partitions. A write within one partition is atomic, and a unit's
   * partition then follows from its number whoever wrote it.
   */
  static List<JournalUnit> next(JournalPosition position, UnitSource source) {
    List<JournalUnit> units = new ArrayList<>();
    long bytes = 0;
    long number = position.unit() + 1;
    long height = position.height();
    long partition = MessagesTable.partitionOf(number);
    while (bytes < WRITE_BYTES_MAX && MessagesTable.partitionOf(number) == partition) {
      Optional<JournalUnit> found = source.unitAfter(height, number);
      if (found.isEmpty()) {
        break;
      }
      JournalUnit unit = found.get();
      Checks.equal(unit.number(), number, "number of the next journal unit");
      Checks.equal(unit.firstHeight(), height + 1, "first height of the next journal unit");
      bytes += unit.payload().length;
      if (bytes > WRITE_BYTES_MAX && !units.isEmpty()) {
        break;
      }
      units.add(unit);
      height = unit.lastHeight();
      number++;
    }
    return units;
  }
}
