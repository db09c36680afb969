package io.tallystick.ring.query;

import io.tallystick.batch.BatchHeader;
import io.tallystick.persistence.segment.NumberRange;
import io.tallystick.persistence.segment.SealedBatchStore;
import java.util.List;

/**
 * Transfers by user data, code, ledger and time, newest first, out of the local files. Read
 * threads.
 */
final class TransferPages {
  /** One page's records, and the number that the next page begins with, or -1. */
  record Found(List<HistoryWalk.Step> steps, long next) {}

  private final SealedBatchStore store;
  private final SettledRecords records;

  TransferPages(SealedBatchStore store, SettledRecords records) {
    this.store = store;
    this.records = records;
  }

  Found find(TransferFilter filter) {
    long newest = newestNumber(filter);
    long oldest =
        filter.fromTimestamp() <= 0 ? 0 : firstNumberAt(heightAtOrAfter(filter.fromTimestamp()));
    RecordScan.Found found = new RecordScan(records).find(newest, oldest, filter);
    return new Found(
        found.numbers().stream().map(n -> new HistoryWalk.Step(n, records.effective(n))).toList(),
        found.next());
  }

  static String cursor(Found found) {
    return found.next() < 0 ? null : Cursors.of('t', found.next());
  }

  private long newestNumber(TransferFilter filter) {
    long last = store.recordCount() - 1;
    if (filter.cursor() != null) {
      return Cursors.position('t', filter.cursor(), last);
    }
    if (filter.toTimestamp() == Long.MAX_VALUE) {
      return last;
    }
    long height = heightAtOrAfter(filter.toTimestamp());
    return height > store.lastHeight() ? last : endNumber(height) - 1;
  }

  private long endNumber(long height) {
    NumberRange range = store.numbersOf(height);
    return range.first() + range.count();
  }

  private long firstNumberAt(long height) {
    return height > store.lastHeight() ? store.recordCount() : store.numbersOf(height).first();
  }

  /** The first height whose stamp is at or after a time; one past the last if there is none. */
  private long heightAtOrAfter(long timestamp) {
    long low = 1;
    long high = store.lastHeight() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (BatchHeader.decode(store.readHeader(middle), 0).stampNs() >= timestamp) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
