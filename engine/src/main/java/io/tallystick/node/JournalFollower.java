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
import io.tallystick.ring.Duty;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as the node sees it: written while this node leads, how far it is and how much waits.
 * Nothing is ever written without Cassandra.
 */
final class JournalFollower implements Duty, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFollower.class);
  private static final long CLOSE_S_MAX = 30;

  private final SealedBatchStore store;
  private final Optional<Supplier<JournalWriter>> writers;
  // One writer ends before the next one starts.
  private final ExecutorService turns =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "journal-turns");
            thread.setDaemon(true);
            return thread;
          });
  private volatile JournalWriter writer;

  private JournalFollower(SealedBatchStore store, Optional<Supplier<JournalWriter>> writers) {
    this.store = store;
    this.writers = writers;
  }

  /**
   * A journal that is written whenever this node leads.
   *
   * @param cassandra null: nothing is journalled
   * @param otherHistory told when the journal holds another history than this node: it must stop
   */
  static JournalFollower of(
      NodeCassandra cassandra,
      GroupIdentity identity,
      SealedBatchStore store,
      Consumer<TallystickException> otherHistory) {
    if (cassandra == null) {
      return new JournalFollower(store, Optional.empty());
    }
    return new JournalFollower(
        store,
        Optional.of(
            () ->
                JournalWriter.start(
                    cassandra.settings(),
                    Optional.of(cassandra.positionFile()),
                    historyOf(identity),
                    new SegmentUnits(store),
                    status -> stopIfOther(status, otherHistory))));
  }

  private static void stopIfOther(
      JournalStatus status, Consumer<TallystickException> otherHistory) {
    if (status.state() == JournalStatus.State.STOPPED && NodeExit.isOtherHistory(status.code())) {
      otherHistory.accept(TallystickException.of(ErrorKind.DAMAGED, status.code(), status.text()));
    }
  }

  static HistoryRow historyOf(GroupIdentity identity) {
    return new HistoryRow(
        identity.name(),
        identity.epoch(),
        identity.id(),
        identity.restoredHeight(),
        identity.restoredHash());
  }

  @Override
  public void begin() {
    writers.ifPresent(start -> turns.execute(() -> begin(start)));
  }

  private void begin(Supplier<JournalWriter> start) {
    if (writer == null) {
      writer = start.get();
      writer.poke();
    }
  }

  /** The next leader may write the same unit again, and never another: no hurry. */
  @Override
  public void end() {
    writers.ifPresent(start -> turns.execute(this::endWriter));
  }

  private void endWriter() {
    JournalWriter old = writer;
    writer = null;
    if (old != null) {
      old.close();
    }
  }

  void unitClosed() {
    JournalWriter now = writer;
    if (now != null) {
      now.poke();
    }
  }

  /**
   * In words for the status: {@code off}, {@code written by the leader}, {@code up}, {@code
   * cassandra unreachable since …}.
   */
  String text() {
    JournalWriter now = writer;
    if (now != null) {
      return now.status().text();
    }
    return writers.isPresent() ? "written by the leader" : "off";
  }

  boolean isOn() {
    return writers.isPresent();
  }

  /** Last journalled height; 0 if none, not yet known, or another node's work. */
  long height() {
    JournalWriter now = writer;
    return now == null ? 0 : Math.max(0, now.status().journalledHeight());
  }

  private boolean isKnown() {
    JournalWriter now = writer;
    return now != null && now.status().journalledHeight() != JournalStatus.UNKNOWN;
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
    long journalled = store.lastHeight() - batches;
    NumberRange last = journalled == 0 ? null : store.numbersOf(journalled);
    long records = store.recordCount() - (last == null ? 0 : last.first() + last.count());
    return records * StoredRecord.BYTES + batches * SealedBatch.PREAMBLE_BYTES;
  }

  @Override
  public void close() throws InterruptedException {
    end();
    turns.shutdown();
    if (!turns.awaitTermination(CLOSE_S_MAX, TimeUnit.SECONDS)) {
      LOG.warn("the journal's writer did not end in {} s", CLOSE_S_MAX);
    }
  }
}
