package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainState;
import io.tallystick.config.NodeSettings;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ordering.log.SettledElsewhere;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.index.IndexEvents;
import io.tallystick.persistence.index.IndexSettings;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import io.tallystick.ring.LedgerPast;
import io.tallystick.ring.SettledIds;
import io.tallystick.ring.query.TransferColumns;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local files of a node, opened, cut to the same last whole batch, and the ledger as of the
 * newest checkpoint.
 */
final class LocalStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStore.class);

  private final SealedBatchStore store;
  private final IdIndex index;
  private final TransferColumns columns;
  private final LedgerPast past;
  private final Checkpoints checkpoints;
  private Restored restored;

  private LocalStore(
      SealedBatchStore store,
      IdIndex index,
      TransferColumns columns,
      LedgerPast past,
      Checkpoints checkpoints,
      Restored restored) {
    this.store = store;
    this.index = index;
    this.columns = columns;
    this.past = past;
    this.checkpoints = checkpoints;
    this.restored = restored;
  }

  /** Where a ledger stands: fresh, or as of a checkpoint. */
  record Restored(Ledger ledger, ChainState chain, long logIndex, boolean unitOpen) {}

  /**
   * Opens everything.
   *
   * @param failed told when the index fails behind the scenes
   */
  static LocalStore open(
      NodeFolder folder,
      NodeSettings settings,
      GroupIdentity identity,
      Consumer<Throwable> failed) {
    FileAccess files = FileAccess.standard();
    Checkpoints checkpoints = Checkpoints.open(folder.checkpoints());
    SealedBatchStore store =
        SealedBatchStore.open(
            folder.segments(),
            BatchLinks.settings(),
            BatchLinks.CHECK,
            Math.max(1, checkpoints.newestHeight()),
            files);
    IdIndex index =
        IdIndex.open(
            folder.index(),
            IndexSettings.standard().withTableEntriesMax(settings.store().indexEntriesMax()),
            store.recordCount(),
            number -> store.forceAll(),
            new IndexEvents() {
              @Override
              public void dropped(long coveredThrough, String reason) {
                LOG.warn(
                    "the id index is rebuilt from record {} on: {}", coveredThrough + 1, reason);
              }

              @Override
              public void failed(TallystickException failure) {
                failed.accept(failure);
              }
            },
            files);
    SettledIds.insertFrom(index, store, index.coveredThrough() + 1);
    checkpoints.forceSegmentsWith(store::forceAll);
    LedgerPast past = new LedgerPast(store, index, settings.commit().slots());
    LedgerLimits limits =
        new LedgerLimits(
            LedgerLimits.ACCOUNTS_MAX_DEFAULT,
            settings.ledger().pendingsMax(),
            LedgerLimits.LEDGERS_MAX_DEFAULT);
    Restored restored =
        checkpoints
            .restore(limits, past.lookup())
            .orElseGet(
                () ->
                    new Restored(
                        new Ledger(limits, past.lookup()),
                        ChainState.genesis(identity.id(), identity.epoch()),
                        0,
                        false));
    if (restored.chain().head().height() > store.lastHeight()) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "segments_behind_checkpoint",
          "the checkpoint is of height "
              + restored.chain().head().height()
              + ", but the local batches end at "
              + store.lastHeight()
              + "; restore the segments folder, or run rebuild --from-cassandra");
    }
    TransferColumns columns =
        TransferColumns.open(
            folder.columns(),
            store.records(),
            settings.store().columnRecords(),
            new ColumnUpkeep(store, folder, settings.store().freeBytesMin()),
            files);
    return new LocalStore(store, index, columns, past, checkpoints, restored);
  }

  SealedBatchStore store() {
    return store;
  }

  IdIndex index() {
    return index;
  }

  /** Sorted columns of transfers, for queries. */
  TransferColumns columns() {
    return columns;
  }

  LedgerPast past() {
    return past;
  }

  Checkpoints checkpoints() {
    return checkpoints;
  }

  /**
   * The ledger from which the log goes on.
   *
   * @param firstLogIndex oldest entry of the log; where the log begins only behind the newest whole
   *     checkpoint, the stored batches that follow the checkpoint are replayed instead
   */
  Restored restored(long firstLogIndex) {
    if (firstLogIndex > restored.logIndex() + 1) {
      replayStored(firstLogIndex - 1);
    }
    return restored;
  }

  /**
   * Brings the ledger to the end of the stored batches, each verified.
   *
   * @param logIndex entry of the log from which the ledger goes on then
   */
  void replayStored(long logIndex) {
    LOG.info(
        "stored batches {} … {} are replayed in place of the log's entries up to {}",
        restored.chain().head().height() + 1,
        store.lastHeight(),
        logIndex);
    restored = SegmentReplay.run(store, restored, logIndex);
  }

  /** Header of the newest stored batch; empty if there is none. */
  Optional<BatchHeader> newestBatch() {
    long height = store.lastHeight();
    return height == 0
        ? Optional.empty()
        : Optional.of(BatchHeader.decode(store.readHeader(height), 0));
  }

  /** Recognises entries of the log that became stored batches. */
  SettledElsewhere settledEntries() {
    return new SealedStamps(store);
  }

  /** Writes a checkpoint of that state, at once; for a start that nobody waits in line behind. */
  void checkpointNow(Restored state) {
    checkpoints.write(state.ledger(), state.chain(), state.logIndex(), state.unitOpen());
  }

  /** The ledger as of the newest checkpoint, whatever the log holds. */
  Restored newest() {
    return restored;
  }

  @Override
  public void close() {
    try {
      columns.close();
    } finally {
      index.close();
      store.forceAll();
      store.close();
    }
  }
}
