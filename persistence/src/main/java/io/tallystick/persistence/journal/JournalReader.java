package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the journal of an epoch from Cassandra, for rebuild and verify. Driver exceptions pass
 * through; damage is a {@link TallystickException} of kind DAMAGED.
 */
public final class JournalReader {
  private final MessagesTable table;

  /** Reads in the keyspace given; the schema exists. */
  public JournalReader(CqlSession session, String keyspace) {
    this.table = new MessagesTable(session, keyspace);
  }

  /**
   * Opens a cursor over the units of an epoch, beginning with the one that holds {@code
   * fromHeight}.
   *
   * @param history names the epoch and where it begins
   * @param fromHeight first height wanted; anything up to the first one of the epoch gives all
   */
  public JournalCursor open(HistoryRow history, long fromHeight) {
    String persistenceId = history.persistenceId();
    if (fromHeight <= history.restoredHeight() + 1) {
      return new JournalCursor(table, persistenceId, history.start(), fromHeight);
    }
    Optional<JournalUnit> before = partitionHolding(persistenceId, fromHeight);
    JournalPosition start =
        before
            .filter(unit -> unit.number() > 1)
            .flatMap(unit -> table.unit(persistenceId, unit.number() - 1))
            .map(unit -> new JournalPosition(unit.number(), unit.lastHeight(), unit.lastHash()))
            .orElseGet(history::start);
    return new JournalCursor(table, persistenceId, start, fromHeight);
  }

  /**
   * Reads a group's whole history: its epochs in order, each up to the height that the next was
   * restored to.
   *
   * @param epochs as {@link HistoryTable#rows} gives them, at least one
   * @param fromHeight first height wanted
   */
  public HistoryCursor openAll(List<HistoryRow> epochs, long fromHeight) {
    return new HistoryCursor(this, epochs, fromHeight);
  }

  /**
   * The last unit of an epoch, or empty if it has none; behind a hole nothing is seen. Cheap: for
   * comparing heads.
   */
  public Optional<JournalUnit> last(HistoryRow history) {
    String persistenceId = history.persistenceId();
    long partition = table.lastPartitionBeforeGap(persistenceId);
    if (partition < 0) {
      return Optional.empty();
    }
    List<Long> numbers = table.numbers(persistenceId, partition);
    return table.unit(persistenceId, numbers.get(numbers.size() - 1));
  }

  /** The first unit of the last partition that begins at or before the height. */
  private Optional<JournalUnit> partitionHolding(String persistenceId, long height) {
    long low = -1;
    long high = table.lastPartitionBeforeGap(persistenceId) + 1;
    Optional<JournalUnit> best = Optional.empty();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      Optional<JournalUnit> first = table.firstOf(persistenceId, middle);
      if (first.isEmpty()) {
        throw TallystickException.of(
            ErrorKind.DAMAGED,
            "journal_hole",
            "Partition " + middle + " of " + persistenceId + " in Cassandra is empty");
      }
      if (first.get().firstHeight() <= height) {
        low = middle;
        best = first;
      } else {
        high = middle;
      }
    }
    return best;
  }
}
