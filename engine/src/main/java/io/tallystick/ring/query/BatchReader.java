package io.tallystick.ring.query;

import io.tallystick.batch.BatchHeader;
import io.tallystick.persistence.segment.NumberRange;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.persistence.segment.StoredBatch;
import io.tallystick.ring.query.Views.BatchRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sealed batches out of the local store, as rows. Any thread may ask. */
final class BatchReader {
  private final SealedBatchStore store;

  BatchReader(SealedBatchStore store) {
    this.store = store;
  }

  Optional<BatchRow> at(long height) {
    return height < 1 || height > store.lastHeight()
        ? Optional.empty()
        : Optional.of(row(store.readHeader(height), store.readHash(height)));
  }

  List<BatchRow> after(long height, int limit) {
    List<BatchRow> rows = new ArrayList<>();
    long last = store.lastHeight();
    for (long next = Math.max(0, height) + 1; next <= last && rows.size() < limit; next++) {
      rows.add(row(store.readHeader(next), store.readHash(next)));
    }
    return rows;
  }

  /** Numbers of a batch's records, or null if there is no such batch. */
  NumberRange numbersOf(long height) {
    return height < 1 || height > store.lastHeight() ? null : store.numbersOf(height);
  }

  /** A whole batch, its checksums verified. */
  StoredBatch whole(long height) {
    return store.readBatch(height);
  }

  static BatchRow row(byte[] headerBytes, byte[] hash) {
    BatchHeader header = BatchHeader.decode(headerBytes, 0);
    return new BatchRow(
        header.height(),
        header.term(),
        header.epoch(),
        header.rulesVersion(),
        header.firstRecord(),
        header.recordCount(),
        header.stampNs(),
        header.closesJournalUnit(),
        hash,
        header.previousHash().toBytes(),
        header.merkleRoot().toBytes(),
        header.refusalDigest().toBytes(),
        header.sideDigest().toBytes(),
        headerBytes);
  }
}
