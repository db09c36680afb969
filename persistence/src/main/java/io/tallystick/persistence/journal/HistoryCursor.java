package io.tallystick.persistence.journal;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The units of all epochs in order of height. An epoch is left at the height that the next one was
 * restored to; what a late writer of the old epoch journalled above it does not belong to history.
 * Not thread-safe.
 */
public final class HistoryCursor implements Iterator<JournalUnit> {
  private final JournalReader reader;
  private final List<HistoryRow> epochs;
  private final long fromHeight;
  private int at;
  private JournalCursor cursor;

  HistoryCursor(JournalReader reader, List<HistoryRow> epochs, long fromHeight) {
    Checks.that(!epochs.isEmpty(), "a history has at least one epoch");
    this.reader = reader;
    this.epochs = List.copyOf(epochs);
    this.fromHeight = fromHeight;
    while (at + 1 < epochs.size() && epochs.get(at + 1).restoredHeight() < fromHeight) {
      at++;
    }
    this.cursor = reader.open(epochs.get(at), fromHeight);
  }

  /** The epoch that the next unit comes from. */
  public HistoryRow epoch() {
    return epochs.get(at);
  }

  @Override
  public boolean hasNext() {
    while (at + 1 < epochs.size()) {
      HistoryRow following = epochs.get(at + 1);
      if (cursor.hasNext() && cursor.peek().lastHeight() <= following.restoredHeight()) {
        return true;
      }
      checkReached(following);
      at++;
      cursor = reader.open(following, fromHeight);
    }
    return cursor.hasNext();
  }

  /** The epoch must hold a unit that ends exactly where the next one begins. */
  private void checkReached(HistoryRow following) {
    JournalPosition reached = cursor.returned();
    if (reached.height() != following.restoredHeight()
        || !Arrays.equals(reached.hash(), following.restoredHash())) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "journal_broken",
          "Epoch " + epoch().epoch() + " in Cassandra reaches " + reached + ", but " + following);
    }
  }

  @Override
  public JournalUnit next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The history ends");
    }
    return cursor.next();
  }
}
