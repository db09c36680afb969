package io.tallystick.ring.query;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.segment.FixedSegments;

/**
 * Stored records by number, with what a post or void left to its pending transfer filled in. Any
 * thread may ask.
 */
final class SettledRecords {
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

  private final FixedSegments records;

  SettledRecords(FixedSegments records) {
    this.records = records;
  }

  long count() {
    return records.count();
  }

  /** The 176 bytes as they were hashed. */
  byte[] raw(long number) {
    byte[] record = new byte[StoredRecord.BYTES];
    records.read(number, record, 0);
    return record;
  }

  /** The record with the accounts, ledger, code and user data that it inherits. */
  byte[] effective(long number) {
    byte[] record = new byte[StoredRecord.BYTES];
    effective(number, 1, record, 0);
    return record;
  }

  /** The same for {@code count} records from {@code first} on. */
  void effective(long first, int count, byte[] into, int offset) {
    records.read(first, count, into, offset);
    byte[] apart = null;
    for (int i = 0; i < count; i++) {
      int at = offset + i * StoredRecord.BYTES;
      if (!inherits(into, at)) {
        continue;
      }
      long related = StoredRecord.related(into, at);
      if (related >= first) {
        // A pending transfer inherits nothing, so what was read is what it says.
        inherit(into, at, into, offset + (int) (related - first) * StoredRecord.BYTES);
      } else {
        apart = apart == null ? new byte[StoredRecord.BYTES] : apart;
        records.read(related, apart, 0);
        inherit(into, at, apart, 0);
      }
    }
  }

  private static boolean inherits(byte[] record, int at) {
    return StoredRecord.type(record, at) == RecordType.TRANSFER_CREATED
        && (TransferRequest.flags(record, at) & RESOLVES) != 0
        && StoredRecord.related(record, at) != StoredRecord.NONE;
  }

  private static void inherit(byte[] record, int at, byte[] pending, int from) {
    copyIfZero(record, at, pending, from, TransferRequest.DEBIT_ACCOUNT_ID, 16);
    copyIfZero(record, at, pending, from, TransferRequest.CREDIT_ACCOUNT_ID, 16);
    copyIfZero(record, at, pending, from, TransferRequest.USER_DATA_128, 16);
    copyIfZero(record, at, pending, from, TransferRequest.USER_DATA_64, 8);
    copyIfZero(record, at, pending, from, TransferRequest.USER_DATA_32, 4);
    copyIfZero(record, at, pending, from, TransferRequest.LEDGER, 4);
    copyIfZero(record, at, pending, from, TransferRequest.CODE, 2);
  }

  private static void copyIfZero(
      byte[] record, int at, byte[] pending, int from, int field, int bytes) {
    for (int i = 0; i < bytes; i++) {
      if (record[at + field + i] != 0) {
        return;
      }
    }
    System.arraycopy(pending, from + field, record, at + field, bytes);
  }
}
