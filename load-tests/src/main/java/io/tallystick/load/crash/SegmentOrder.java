package io.tallystick.load.crash;

import io.tallystick.ledger.StoredRecord;
import io.tallystick.node.NodeFolder;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;
import io.tallystick.ring.BatchLinks;
import java.nio.file.Path;

/** The settled order as it lies in the segments of a data folder; the node may run meanwhile. */
public final class SegmentOrder implements SettledOrder {
  private final Path data;

  public SegmentOrder(Path data) {
    this.data = data;
  }

  @Override
  public long read(long afterHeight, Records records) {
    try (SealedBatchStore store =
        SealedBatchStore.openForReading(
            new NodeFolder(data).segments(), BatchLinks.settings(), FileAccess.standard())) {
      if (store.lastHeight() <= afterHeight) {
        return store.lastHeight();
      }
      try (BatchCursor cursor = store.cursor(afterHeight + 1)) {
        while (cursor.next()) {
          for (int i = 0; i < cursor.count(); i++) {
            records.record(
                cursor.records(),
                i * StoredRecord.BYTES,
                cursor.firstNumber() + i,
                cursor.height());
          }
        }
      }
      return store.lastHeight();
    }
  }
}
