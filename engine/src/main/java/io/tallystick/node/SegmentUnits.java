package io.tallystick.node;

import io.tallystick.batch.BatchHeader;
import io.tallystick.persistence.journal.JournalUnit;
import io.tallystick.persistence.journal.JournalUnitBuilder;
import io.tallystick.persistence.journal.UnitSource;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.restore.StoreBatchSource;
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
        unit.add(cursor.height(), cursor.hash(), StoreBatchSource.sealedBatch(cursor));
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

  @Override
  public Optional<byte[]> hashAt(long height) {
    return height > store.lastHeight() ? Optional.empty() : Optional.of(store.readHash(height));
  }
}
