package io.tallystick.persistence.journal;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Units in order, each once: equal duplicates are dropped, unequal ones, holes and units that do
 * not continue end it with an error. It holds one page and has asked for the next, about 16 MB in
 * all. Not thread-safe.
 */
public final class JournalCursor implements Iterator<JournalUnit> {
  private final MessagesTable table;
  private final String persistenceId;
  private final long fromHeight;
  private JournalPosition position;
  private JournalPosition returned;
  private long partition;
  private Iterator<Row> page;
  private CompletionStage<AsyncResultSet> nextPage;
  private boolean partitionHadRows;
  private JournalUnit next;
  private boolean ended;

  JournalCursor(MessagesTable table, String persistenceId, JournalPosition start, long fromHeight) {
    this.table = table;
    this.persistenceId = persistenceId;
    this.position = start;
    this.returned = start;
    this.fromHeight = fromHeight;
    this.partition = MessagesTable.partitionOf(start.unit() + 1);
    this.nextPage = table.rows(persistenceId, partition, start.unit() + 1);
    takePage();
  }

  /** How far the units returned so far, or passed over because of the height wanted, reach. */
  public JournalPosition returned() {
    return returned;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      JournalUnit unit = read();
      if (unit == null) {
        ended = true;
      } else {
        JournalPosition after = position.advance(unit);
        boolean fresh = after.unit() > position.unit();
        position = after;
        next = fresh && unit.lastHeight() >= fromHeight ? unit : null;
        returned = next == null ? position : returned;
      }
    }
    return next != null;
  }

  @Override
  public JournalUnit next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The journal ends at " + position);
    }
    JournalUnit unit = next;
    next = null;
    returned = position;
    return unit;
  }

  /** The next stored row's unit, or null at the end. */
  private JournalUnit read() {
    while (!page.hasNext()) {
      if (nextPage == null) {
        if (!partitionHadRows) {
          checkNothingBehind();
          return null;
        }
        partition++;
        partitionHadRows = false;
        nextPage = table.rows(persistenceId, partition, MessagesTable.firstUnitOf(partition));
      }
      takePage();
    }
    return MessagesTable.decode(page.next());
  }

  private void takePage() {
    AsyncResultSet rows = await(nextPage);
    page = rows.currentPage().iterator();
    partitionHadRows |= page.hasNext();
    nextPage = rows.hasMorePages() ? rows.fetchNextPage() : null;
  }

  private static AsyncResultSet await(CompletionStage<AsyncResultSet> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** An empty partition ends the journal only if no later one holds anything. */
  private void checkNothingBehind() {
    long last = table.lastPartition(persistenceId);
    if (last > partition) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_hole",
          "Units after "
              + position
              + " are missing from "
              + persistenceId
              + " in Cassandra, while later ones from unit "
              + MessagesTable.firstUnitOf(last)
              + " are there");
    }
  }

  /** The unit that {@link #next} will return, without taking it. */
  JournalUnit peek() {
    Checks.that(hasNext(), "a unit is left");
    return next;
  }
}
