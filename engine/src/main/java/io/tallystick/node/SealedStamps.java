package io.tallystick.node;

import io.tallystick.batch.BatchHeader;
import io.tallystick.batch.EntryHead;
import io.tallystick.ordering.log.EntryAsFound;
import io.tallystick.ordering.log.SettledElsewhere;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.persistence.segment.SealedBatchStore;

/** Recognises entries that became sealed batches by their stamps, which rise with the height. */
final class SealedStamps implements SettledElsewhere {
  private final SealedBatchStore store;

  SealedStamps(SealedBatchStore store) {
    this.store = store;
  }

  @Override
  public boolean knows(EntryAsFound entry) {
    return entry.kind() == EntryKind.PAYLOAD
        && EntryHead.of(entry.payload(), 0, entry.payload().length)
            .filter(head -> holds(head.stampNs()))
            .isPresent();
  }

  private boolean holds(long stampNs) {
    long low = 1;
    long high = store.lastHeight();
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long found = BatchHeader.decode(store.readHeader(middle), 0).stampNs();
      if (found == stampNs) {
        return true;
      }
      if (found < stampNs) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }
}
