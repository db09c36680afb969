package io.tallystick.ring.query;

import io.tallystick.persistence.index.column.ColumnHits;
import io.tallystick.persistence.index.column.ColumnQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Transfers by user data, code, ledger and time, newest first, out of the local files. Read
 * threads.
 *
 * <p>A cursor is the number of the newest record that the next page may begin with. Numbers never
 * change, so it does not matter which records have sorted columns by then, or how many are new.
 */
final class TransferPages {
  /**
   * Most pages of 4 KiB, about, that are read for one page of transfers, which then ends early with
   * a cursor.
   */
  static final int WORK_MAX = ColumnQuery.WORK_MAX;

  private static final int NO_MORE = -1;

  /** One page's records, and the number that the next page begins with, or -1. */
  record Found(List<HistoryWalk.Step> steps, long next) {}

  private final TransferColumns columns;
  private final SettledRecords records;
  private final LongSupplier recordCount;
  private final int workMax;

  TransferPages(TransferColumns columns, SettledRecords records, LongSupplier recordCount) {
    this(columns, records, recordCount, WORK_MAX);
  }

  TransferPages(
      TransferColumns columns, SettledRecords records, LongSupplier recordCount, int workMax) {
    this.columns = columns;
    this.records = records;
    this.recordCount = recordCount;
    this.workMax = workMax;
  }

  Found find(TransferFilter filter) {
    long count = recordCount.getAsLong();
    long below = endOf(filter.toTimestamp(), count);
    if (filter.cursor() != null) {
      below = Math.min(below, Cursors.position('t', filter.cursor(), count - 1) + 1);
    }
    long from = columns.firstNumberAtOrAfter(filter.fromTimestamp(), count);
    // One more than wanted: whether there is one decides whether the page has a cursor.
    ColumnHits hits = columns.find(filter, from, below, filter.limit() + 1, workMax);
    int rows = Math.min(hits.numbers().length, filter.limit());
    List<HistoryWalk.Step> steps = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      steps.add(new HistoryWalk.Step(hits.numbers()[i], records.effective(hits.numbers()[i])));
    }
    return new Found(steps, next(hits, rows));
  }

  private static long next(ColumnHits hits, int rows) {
    if (hits.numbers().length > rows) {
      return hits.numbers()[rows];
    }
    return hits.nextBelow() == ColumnHits.END ? NO_MORE : hits.nextBelow() - 1;
  }

  /** One past the last record at or before a time. */
  private long endOf(long timestamp, long count) {
    return timestamp == Long.MAX_VALUE ? count : columns.firstNumberAtOrAfter(timestamp + 1, count);
  }

  static String cursor(Found found) {
    return found.next() == NO_MORE ? null : Cursors.of('t', found.next());
  }
}
