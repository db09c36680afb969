package io.tallystick.persistence.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds units missing from the table and writes them from the local history, before the writer
 * recovers: a Cassandra that lost acknowledged writes can leave a hole on which every later replay
 * fails.
 */
final class JournalRepair {
  /**
   * How many units before the highest one are looked at. Writes are lost from what was not yet
   * synced, seconds before a crash, so that is ample; {@code verify} looks at all.
   */
  static final long LOOK_BACK_UNITS = 2_000;

  /**
   * How many empty partitions are looked past for units behind a hole. Behind a wider hole the
   * writer simply writes the same units once more.
   */
  static final int LOOK_PAST_PARTITIONS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(JournalRepair.class);

  private final MessagesTable table;
  private final UnitSource source;
  private final HistoryRow history;
  private final String persistenceId;

  JournalRepair(MessagesTable table, UnitSource source, HistoryRow history) {
    this.table = table;
    this.source = source;
    this.history = history;
    this.persistenceId = history.persistenceId();
  }

  /** What was found. */
  record Outcome(long highestUnit, long filledUnits) {}

  /**
   * Looks at the last part of the journal, fills its holes and compares what was written twice.
   * (The plugin's own replay ends at the first row of the highest number.)
   *
   * @throws TallystickException {@code journal_hole} if a missing unit is not in the local history;
   *     {@code journal_differs} if what follows a hole does not fit the local history, or if two
   *     units with one number differ
   */
  Outcome run() {
    long partition = firstPartitionToLookAt();
    long expected = MessagesTable.firstUnitOf(partition);
    long filled = 0;
    int empty = 0;
    while (empty < LOOK_PAST_PARTITIONS) {
      List<Long> numbers = table.numbers(persistenceId, partition);
      empty = numbers.isEmpty() ? empty + 1 : 0;
      for (long number : numbers) {
        if (number > expected) {
          filled += fill(expected, number - 1);
        } else if (number < expected) {
          compareAll(number);
        }
        expected = number + 1;
      }
      partition++;
    }
    return new Outcome(expected - 1, filled);
  }

  private long firstPartitionToLookAt() {
    long last = table.lastPartitionBeforeGap(persistenceId);
    long partition = Math.max(0, last - LOOK_BACK_UNITS / JournalSettings.UNITS_PER_PARTITION);
    // A hole may reach back across the place where the look begins.
    while (partition > 0
        && table.numbers(persistenceId, partition - 1).stream().distinct().count()
            < JournalSettings.UNITS_PER_PARTITION) {
      partition--;
    }
    return partition;
  }

  private void compareAll(long number) {
    List<JournalUnit> written = table.all(persistenceId, number);
    for (JournalUnit unit : written) {
      if (!unit.sameAs(written.get(0))) {
        throw differs(unit, "was written by two writers and differs");
      }
    }
  }

  private long fill(long firstMissing, long lastMissing) {
    JournalUnit last = write(firstMissing, lastMissing);
    JournalUnit next = required(lastMissing + 1, table.unit(persistenceId, lastMissing + 1));
    if (next.firstHeight() != last.lastHeight() + 1) {
      throw differs(next, "does not follow unit " + last + " of this node");
    }
    return lastMissing - firstMissing + 1;
  }

  /**
   * Writes what is missing after the highest unit up to a recovered position: a snapshot can have
   * survived the loss of the units before it.
   */
  void fillUpTo(long highestUnit, JournalPosition recovered) {
    long firstMissing = highestUnit + 1;
    while (firstMissing <= recovered.unit()
        && table.unit(persistenceId, firstMissing).isPresent()) {
      firstMissing++;
    }
    if (firstMissing <= recovered.unit()) {
      JournalUnit last = write(firstMissing, recovered.unit());
      if (!Arrays.equals(last.lastHash(), recovered.hash())) {
        throw differs(last, "of this node is not the one that the snapshot names");
      }
    }
  }

  private JournalUnit write(long firstMissing, long lastMissing) {
    LOG.warn(
        "Units {} … {} are missing from {} in Cassandra; writing them from the local segments",
        firstMissing,
        lastMissing,
        persistenceId);
    long height =
        firstMissing == 1
            ? history.restoredHeight()
            : required(firstMissing - 1, table.unit(persistenceId, firstMissing - 1)).lastHeight();
    JournalUnit unit = null;
    for (long number = firstMissing; number <= lastMissing; number++) {
      unit = required(number, source.unitAfter(height, number));
      table.insert(persistenceId, unit);
      height = unit.lastHeight();
    }
    return unit;
  }

  private static TallystickException differs(JournalUnit unit, String what) {
    return TallystickException.of(
        ErrorKind.DAMAGED, "journal_differs", "Journal in Cassandra: unit " + unit + " " + what);
  }

  private static JournalUnit required(long number, Optional<JournalUnit> unit) {
    return unit.orElseThrow(
        () ->
            TallystickException.of(
                ErrorKind.DAMAGED,
                "journal_hole",
                "Unit "
                    + number
                    + " is missing from Cassandra and not in this node's segments; start a node"
                    + " that has them, or rebuild up to unit "
                    + (number - 1)));
  }
}
