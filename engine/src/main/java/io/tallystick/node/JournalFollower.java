package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.SealedBatch;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.persistence.journal.HistoryRow;
import io.tallystick.persistence.journal.JournalStatus;
import io.tallystick.persistence.journal.JournalWriter;
import io.tallystick.persistence.segment.NumberRange;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The journal's writer as the node sees it: how far it is and how much waits. Absent without
 * Cassandra.
 */
final class JournalFollower implements AutoCloseable {
  private final SealedBatchStore store;
  private final JournalWriter writer;

  private JournalFollower(SealedBatchStore store, JournalWriter writer) {
    this.store = store;
    this.writer = writer;
  }

  /** Codes after which the journal holds another history than this node: it must not settle on. */
  private static final Set<String> OTHER_HISTORY =
      Set.of(
          "history_other_group",
          "history_newer_epoch",
          "history_other_restore",
          "journal_differs",
          "journal_ahead");

  /**
   * Starts to journal.
   *
   * @param cassandra null: nothing is journalled
   * @param otherHistory told when the journal holds another history than this node: it must stop
   */
  static JournalFollower start(
      NodeCassandra cassandra,
      GroupIdentity identity,
      SealedBatchStore store,
      Consumer<TallystickException> otherHistory) {
    if (cassandra == null) {
      return new JournalFollower(store, null);
    }
    HistoryRow history = historyOf(identity);
    return new JournalFollower(
        store,
        JournalWriter.start(
            cassandra.settings(),
            Optional.of(cassandra.positionFile()),
            history,
            new SegmentUnits(store),
            status -> {
              if (status.state() == JournalStatus.State.STOPPED
                  && OTHER_HISTORY.contains(status.code())) {
                otherHistory.accept(
                    TallystickException.of(ErrorKind.DAMAGED, status.code(), status.text()));
              }
            }));
  }

  static HistoryRow historyOf(GroupIdentity identity) {
    return new HistoryRow(
        identity.name(),
        identity.epoch(),
        identity.id(),
        identity.restoredHeight(),
        identity.restoredHash());
  }

  void unitClosed() {
    if (writer != null) {
      writer.poke();
    }
  }

  /** In words for the status: {@code off}, {@code up}, {@code cassandra unreachable since …}. */
  String text() {
    return writer == null ? "off" : writer.status().text();
  }

  boolean isOn() {
    return writer != null;
  }

  /** Last journalled height; 0 if none or not yet known. */
  long height() {
    return writer == null ? 0 : Math.max(0, writer.status().journalledHeight());
  }

  private boolean isKnown() {
    return writer != null && writer.status().journalledHeight() != JournalStatus.UNKNOWN;
  }

  /** Sealed batches that Cassandra does not hold yet. */
  long lagBatches() {
    return isKnown() ? Math.max(0, store.lastHeight() - height()) : 0;
  }

  /** Sealed bytes that Cassandra does not hold yet, by the sizes of records and headers. */
  long lagBytes() {
    long batches = lagBatches();
    if (batches == 0) {
      return 0;
    }
    long journalled = height();
    NumberRange last = journalled == 0 ? null : store.numbersOf(journalled);
    long records = store.recordCount() - (last == null ? 0 : last.first() + last.count());
    return records * StoredRecord.BYTES + batches * SealedBatch.PREAMBLE_BYTES;
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
