package io.tallystick.ring.query;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks through records from new to old for those that a filter wants; bounded in work, resumable
 * by number.
 */
final class RecordScan {
  /** Most records that one request looks at; the page then ends early with a cursor. */
  static final long RECORDS_MAX = 2_000_000;

  private static final int CHUNK = 4_096;

  /** Numbers found, newest first, and where to go on: the next number to look at, or -1. */
  record Found(List<Long> numbers, long next) {}

  private final SettledRecords records;

  RecordScan(SettledRecords records) {
    this.records = records;
  }

  /** Looks at numbers {@code from} down to {@code to}, both inclusive. */
  Found find(long from, long to, TransferFilter filter) {
    List<Long> found = new ArrayList<>();
    byte[] chunk = new byte[CHUNK * StoredRecord.BYTES];
    long looked = 0;
    long high = from;
    while (high >= to && looked < RECORDS_MAX) {
      long low = Math.max(to, high - CHUNK + 1);
      int count = (int) (high - low + 1);
      records.raw(low, count, chunk);
      for (int i = count - 1; i >= 0; i--) {
        if (matches(chunk, i * StoredRecord.BYTES, filter)) {
          if (found.size() == filter.limit()) {
            return new Found(found, low + i);
          }
          found.add(low + i);
        }
      }
      looked += count;
      high = low - 1;
    }
    return new Found(found, high >= to ? high : -1);
  }

  private boolean matches(byte[] chunk, int at, TransferFilter filter) {
    if (StoredRecord.type(chunk, at) != RecordType.TRANSFER_CREATED) {
      return false;
    }
    long timestamp = StoredRecord.timestamp(chunk, at);
    if (timestamp < filter.fromTimestamp() || timestamp > filter.toTimestamp()) {
      return false;
    }
    byte[] record = chunk;
    int start = at;
    if (StoredRecord.related(chunk, at) != StoredRecord.NONE) {
      record = records.effective(Arrays.copyOfRange(chunk, at, at + StoredRecord.BYTES));
      start = 0;
    }
    return (filter.userData64() == null
            || filter.userData64() == TransferRequest.userData64(record, start))
        && (filter.userData32() == null
            || filter.userData32() == TransferRequest.userData32(record, start))
        && (filter.userData128() == null
            || (filter.userData128()[0] == TransferRequest.userData128High(record, start)
                && filter.userData128()[1] == TransferRequest.userData128Low(record, start)))
        && (filter.code() == null || filter.code() == TransferRequest.code(record, start))
        && (filter.ledger() == null || filter.ledger() == TransferRequest.ledger(record, start));
  }
}
