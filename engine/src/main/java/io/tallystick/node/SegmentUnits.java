package io.tallystick.node;

import io.tallystick.batch.BatchHeader;
import io.tallystick.persistence.journal.JournalUnit;
import io.tallystick.persistence.journal.JournalUnitBuilder;
import io.tallystick.persistence.journal.UnitSource;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Journal units out of the local segments: consecutive batches up to the one whose header closes
 * the unit.
 */
final class SegmentUnits implements UnitSource {
  private final SealedBatchStore store;

  SegmentUnits(SealedBatchStore store) {
    this.store = store;
  }

  @Override
  public Optional<JournalUnit> unitAfter(long lastHeight, long nextUnitNumber) {
    long closing = closingHeight(lastHeight + 1);
    if (closing == 0) {
      return Optional.empty();
    }
    JournalUnitBuilder unit = new JournalUnitBuilder(nextUnitNumber);
    try (BatchCursor cursor = store.cursor(lastHeight + 1)) {
      while (cursor.next()) {
        unit.add(cursor.height(), cursor.hash(), sealedBatch(cursor));
        if (cursor.height() == closing) {
          break;
        }
      }
    }
    return Optional.of(unit.build());
  }

  /** The first height from {@code height} on that closes a unit, or 0 if none does yet. */
  private long closingHeight(long height) {
    for (long next = height; next <= store.lastHeight(); next++) {
      if (BatchHeader.decode(store.readHeader(next), 0).closesJournalUnit()) {
        return next;
      }
    }
    return 0;
  }

  /** A sealed batch is header, hash, records, side section, as docs/batch-format.md has it. */
  static ByteBuffer sealedBatch(BatchCursor cursor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            cursor.header().length
                + cursor.hash().length
                + cursor.recordsBytes()
                + cursor.sideBytes());
    bytes.put(cursor.header());
    bytes.put(cursor.hash());
    bytes.put(cursor.records(), 0, cursor.recordsBytes());
    bytes.put(cursor.side(), 0, cursor.sideBytes());
    return bytes.flip();
  }

  @Override
  public Optional<byte[]> hashAt(long height) {
    return height > store.lastHeight() ? Optional.empty() : Optional.of(store.readHash(height));
  }
}
