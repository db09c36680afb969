package io.tallystick.ring.query;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.index.column.ColumnField;
import io.tallystick.persistence.index.column.ColumnHits;
import io.tallystick.persistence.index.column.ColumnHost;
import io.tallystick.persistence.index.column.ColumnMatch;
import io.tallystick.persistence.index.column.ColumnQuery;
import io.tallystick.persistence.index.column.ColumnSettings;
import io.tallystick.persistence.index.column.ColumnStore;
import io.tallystick.persistence.segment.FixedSegments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which created transfers have certain user data, code and ledger: the sorted columns, and what
 * they need to know of records. Posts and voids count with the values that they inherit.
 */
public final class TransferColumns implements AutoCloseable {
  private static final int DUTY_PERCENT = 25;
  private static final int LOOK_MS = 1_000;
  private static final int REST_MS = 30_000;

  private static final int USER_DATA_128 = 0;
  private static final int USER_DATA_64 = 1;
  private static final int USER_DATA_32 = 2;
  private static final int CODE = 3;
  private static final int LEDGER = 4;
  private static final List<ColumnField> FIELDS =
      List.of(
          new ColumnField("user-data-128", TransferRequest.USER_DATA_128, 16, true),
          new ColumnField("user-data-64", TransferRequest.USER_DATA_64, 8, true),
          new ColumnField("user-data-32", TransferRequest.USER_DATA_32, 4, true),
          new ColumnField("code", TransferRequest.CODE, 2, false),
          new ColumnField("ledger", TransferRequest.LEDGER, 4, false));

  private final ColumnStore columns;

  private TransferColumns(ColumnStore columns) {
    this.columns = columns;
  }

  /**
   * Opens the columns of a folder; they are made and mended in the background from then on.
   *
   * @param records the stored records, which are only read
   * @param stretchRecords records whose columns are made together, {@code store.column-records}
   */
  public static TransferColumns open(
      Path folder, FixedSegments records, int stretchRecords, ColumnHost host, FileAccess files) {
    return open(folder, records, stretchRecords, LOOK_MS, host, files);
  }

  static TransferColumns open(
      Path folder,
      FixedSegments records,
      int stretchRecords,
      int lookMs,
      ColumnHost host,
      FileAccess files) {
    ColumnSettings settings =
        new ColumnSettings(
            StoredRecord.BYTES,
            FIELDS,
            TransferRequest.TIMESTAMP,
            (bytes, at) -> StoredRecord.type(bytes, at) == RecordType.TRANSFER_CREATED,
            stretchRecords,
            DUTY_PERCENT,
            lookMs,
            REST_MS);
    SettledRecords settled = new SettledRecords(records);
    return new TransferColumns(ColumnStore.open(folder, settings, settled::effective, host, files));
  }

  /**
   * Transfers that meet the filter's values, newest first; its times, cursor and limit do not
   * count.
   *
   * @param from lowest record number that counts
   * @param below record numbers from this one on do not count
   * @param limit most numbers wanted
   * @param workMax pages of 4 KiB to read, about; see {@link ColumnQuery#WORK_MAX}
   */
  ColumnHits find(TransferFilter filter, long from, long below, int limit, int workMax) {
    List<ColumnMatch> matches = new ArrayList<>();
    if (filter.userData128() != null) {
      matches.add(new ColumnMatch(USER_DATA_128, filter.userData128()[0], filter.userData128()[1]));
    }
    if (filter.userData64() != null) {
      matches.add(new ColumnMatch(USER_DATA_64, 0, filter.userData64()));
    }
    if (filter.userData32() != null) {
      matches.add(new ColumnMatch(USER_DATA_32, 0, Integer.toUnsignedLong(filter.userData32())));
    }
    if (filter.code() != null) {
      matches.add(new ColumnMatch(CODE, 0, filter.code()));
    }
    if (filter.ledger() != null) {
      matches.add(new ColumnMatch(LEDGER, 0, Integer.toUnsignedLong(filter.ledger())));
    }
    return columns.find(new ColumnQuery(matches, from, below, limit, workMax));
  }

  /**
   * The lowest record number below {@code below} whose time is at or after {@code timestamp};
   * {@code below} if there is none.
   */
  long firstNumberAtOrAfter(long timestamp, long below) {
    return timestamp <= 0 ? 0 : columns.firstNumberAtOrAfter(timestamp, 0, below);
  }

  /** Records below this number have columns; for metrics. */
  public long recordsWithColumns() {
    return columns.recordsWithColumns();
  }

  /** Ends the background work, unfinished. */
  @Override
  public void close() {
    columns.close();
  }
}
