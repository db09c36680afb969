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
 * the unit. One thread at a time.
 */
final class SegmentUnits implements UnitSource {
  private final SealedBatchStore store;
  private final BatchCursor cursor;

  SegmentUnits(SealedBatchStore store) {
    this.store = store;
    this.cursor = store.cursor(1);
  }

  @Override
  public Optional<JournalUnit> unitAfter(long lastHeight, long nextUnitNumber) {
    long closing = closingHeight(lastHeight + 1);
    if (closing == 0) {
      return Optional.empty();
    }
    JournalUnitBuilder unit = new JournalUnitBuilder(nextUnitNumber);
    cursor.goTo(lastHeight + 1);
    while (cursor.next()) {
      unit.add(cursor.height(), cursor.hash(), parts(cursor));
      if (cursor.height() == closing) {
        break;
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
  private static ByteBuffer[] parts(BatchCursor cursor) {
    return new ByteBuffer[] {
      ByteBuffer.wrap(cursor.header()),
      ByteBuffer.wrap(cursor.hash()),
      ByteBuffer.wrap(cursor.records(), 0, cursor.recordsBytes()),
      ByteBuffer.wrap(cursor.side(), 0, cursor.sideBytes())
    };
  }

  /** The bytes of a sealed batch. */
  static ByteBuffer sealedBatch(BatchCursor cursor) {
    ByteBuffer[] parts = parts(cursor);
    int length = 0;
    for (ByteBuffer part : parts) {
      length += part.remaining();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (ByteBuffer part : parts) {
      bytes.put(part);
    }
    return bytes.flip();
  }

  @Override
  public Optional<byte[]> hashAt(long height) {
    return height > store.lastHeight() ? Optional.empty() : Optional.of(store.readHash(height));
  }
}
