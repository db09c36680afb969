package io.tallystick.node;

import io.tallystick.batch.BatchFault;
import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.ChainState;
import io.tallystick.batch.SealedBatch;
import io.tallystick.batch.merkle.Hash;
import io.tallystick.batch.merkle.MerkleLog;
import io.tallystick.batch.verify.LedgerRecordReplay;
import io.tallystick.batch.verify.RecordReplay;
import io.tallystick.ledger.Ledger;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.SegmentFamilies;
import io.tallystick.ring.SegmentSubtrees;
import io.tallystick.ring.SettledIds;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replays each verified batch and writes it, with all that is derived from it, to the local
 * segments.
 */
final class StoreRestorer implements RecordReplay {
  private final SealedBatchStore store;
  private final LedgerRecordReplay replay;
  private final MerkleLog merkle;
  private final Consumer<SealedBatch> stored;
  private final byte[] hash = new byte[Hash.BYTES];

  private StoreRestorer(
      SealedBatchStore store, Ledger ledger, MerkleLog merkle, Consumer<SealedBatch> stored) {
    this.stored = stored;
    this.store = store;
    this.replay = new LedgerRecordReplay(ledger);
    this.merkle = merkle;
  }

  /** Into an empty store, with an empty ledger. */
  static StoreRestorer fromGenesis(SealedBatchStore store, Ledger ledger) {
    return new StoreRestorer(store, ledger, new MerkleLog(subtrees(store)), batch -> {});
  }

  /**
   * Behind the store's end, where the ledger and the chain stand as well.
   *
   * @param index takes the ids of what is stored
   */
  static StoreRestorer after(SealedBatchStore store, IdIndex index, Ledger ledger, ChainState end) {
    return new StoreRestorer(
        store,
        ledger,
        end.merkleLog(subtrees(store)),
        batch ->
            SettledIds.insert(
                index,
                batch.bytes(),
                batch.recordOffset(0),
                batch.header().recordCount(),
                batch.header().firstRecord()));
  }

  private static SegmentSubtrees subtrees(SealedBatchStore store) {
    return new SegmentSubtrees(store.extra(SegmentFamilies.ROOTS));
  }

  @Override
  public Optional<BatchFault> replay(SealedBatch batch) {
    Optional<BatchFault> fault = replay.replay(batch);
    if (fault.isPresent()) {
      return fault;
    }
    BatchHeader header = batch.header();
    int recordBytes = header.recordCount() * StoredRecord.BYTES;
    int recordsAt = batch.offset() + SealedBatch.PREAMBLE_BYTES;
    merkle.append(batch.bytes(), recordsAt, header.recordCount());
    store
        .extra(SegmentFamilies.BALANCE_ENTRIES)
        .append(replay.output().balanceEntries(), 0, replay.output().balanceEntryCount());
    batch.hash().copyTo(hash, 0);
    store.append(
        header.height(),
        header.toBytes(),
        hash,
        batch.bytes(),
        recordsAt,
        header.recordCount(),
        batch.bytes(),
        recordsAt + recordBytes,
        header.sideBytes());
    stored.accept(batch);
    return Optional.empty();
  }
}
