package io.tallystick.node;

import io.tallystick.batch.verify.SealedBatchSource;
import io.tallystick.batch.verify.SourcedBatch;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The chain as it lies in the local segments. */
final class StoreBatchSource implements SealedBatchSource {
  private final SealedBatchStore store;
  private final BatchCursor cursor;
  private final long lastHeight;
  private long bytes;
  private long height;

  /** Walks heights from 1 to {@code lastHeight}. */
  StoreBatchSource(SealedBatchStore store, long lastHeight) {
    this(store, 1, lastHeight);
  }

  /** Walks heights from {@code firstHeight} to {@code lastHeight}. */
  StoreBatchSource(SealedBatchStore store, long firstHeight, long lastHeight) {
    this.store = store;
    this.height = firstHeight - 1;
    this.cursor = store.cursor(firstHeight);
    this.lastHeight = lastHeight;
  }

  @Override
  public Optional<SourcedBatch> next() {
    if (height >= lastHeight || !cursor.next()) {
      return Optional.empty();
    }
    height = cursor.height();
    ByteBuffer sealed = SegmentUnits.sealedBatch(cursor);
    bytes += sealed.remaining();
    return Optional.of(
        new SourcedBatch(
            sealed.array(),
            0,
            sealed.remaining(),
            store.records().fileOf(cursor.firstNumber()).toString(),
            store.records().positionOf(cursor.firstNumber())));
  }

  @Override
  public String place() {
    return store.records().fileOf(store.recordCount()).toString();
  }

  @Override
  public long placeOffset() {
    return store.records().positionOf(store.recordCount());
  }

  /** Bytes walked so far. */
  long bytes() {
    return bytes;
  }
}
