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

  void raw(long number, int count, byte[] into) {
    records.read(number, count, into, 0);
  }

  /** The record with the accounts, ledger, code and user data that it inherits. */
  byte[] effective(long number) {
    return effective(raw(number));
  }

  /** The same for bytes at hand, which are changed. */
  byte[] effective(byte[] record) {
    long related = StoredRecord.related(record, 0);
    boolean resolves =
        StoredRecord.type(record, 0) == RecordType.TRANSFER_CREATED
            && (TransferRequest.flags(record, 0) & RESOLVES) != 0;
    if (resolves && related != StoredRecord.NONE) {
      inherit(record, raw(related));
    }
    return record;
  }

  private static void inherit(byte[] record, byte[] pending) {
    copyIfZero(record, pending, TransferRequest.DEBIT_ACCOUNT_ID, 16);
    copyIfZero(record, pending, TransferRequest.CREDIT_ACCOUNT_ID, 16);
    copyIfZero(record, pending, TransferRequest.USER_DATA_128, 16);
    copyIfZero(record, pending, TransferRequest.USER_DATA_64, 8);
    copyIfZero(record, pending, TransferRequest.USER_DATA_32, 4);
    copyIfZero(record, pending, TransferRequest.LEDGER, 4);
    copyIfZero(record, pending, TransferRequest.CODE, 2);
  }

  private static void copyIfZero(byte[] record, byte[] pending, int offset, int bytes) {
    for (int i = offset; i < offset + bytes; i++) {
      if (record[i] != 0) {
        return;
      }
    }
    System.arraycopy(pending, offset, record, offset, bytes);
  }
}
