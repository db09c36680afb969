package io.tallystick.ring;

import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.index.IdIndex;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.persistence.segment.BatchCursor;
import io.tallystick.persistence.segment.SealedBatchStore;

/**
 * The settled past for apply: the id index, each hit confirmed against its record. A hit at or past
 * the first number of the batch being applied counts as absent: after a restart the index may be
 * ahead of the ledger.
 */
public final class SettledIds implements TransferLookup {
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

  private final IdTable index;
  private final AppliedRecords records;
  private final byte[] record = new byte[StoredRecord.BYTES];
  private final long[] hashes = new long[AHEAD_ROWS_MAX];
  private long absentFrom;

  SettledIds(IdTable index, AppliedRecords records) {
    this.index = index;
    this.records = records;
  }

  /** Before a batch is applied: numbers from here on are not yet there. */
  void beginBatch(long firstNumber) {
    absentFrom = firstNumber;
  }

  @Override
  public long find(int kind, long idHigh, long idLow) {
    return index.find(kind, idHigh, idLow, absentFrom, this::confirmed);
  }

  @Override
  public long ahead(byte[] rows, int offset, int count) {
    for (int i = 0; i < count; i++) {
      int at = offset + i * TransferRequest.BYTES;
      hashes[i] =
          index.hash(TRANSFER, TransferRequest.idHigh(rows, at), TransferRequest.idLow(rows, at));
    }
    return index.unknown(hashes, 0, count);
  }

  private boolean confirmed(int kind, long number, long idHigh, long idLow) {
    records.read(number, record, 0);
    return holds(record, 0, kind, idHigh, idLow);
  }

  @Override
  public void read(long number, byte[] into, int offset) {
    records.read(number, into, offset);
  }

  /** Whether a record is what an id of that kind stands for. */
  public static boolean holds(byte[] record, int at, int kind, long idHigh, long idLow) {
    int type = StoredRecord.type(record, at);
    if (kind == TRANSFER) {
      return (type == RecordType.TRANSFER_CREATED || type == RecordType.TRANSFER_REFUSED)
          && TransferRequest.idHigh(record, at) == idHigh
          && TransferRequest.idLow(record, at) == idLow;
    }
    return resolves(record, at, type)
        && TransferRequest.pendingIdHigh(record, at) == idHigh
        && TransferRequest.pendingIdLow(record, at) == idLow;
  }

  private static boolean resolves(byte[] record, int at, int type) {
    return type == RecordType.PENDING_EXPIRED
        || (type == RecordType.TRANSFER_CREATED
            && (TransferRequest.flags(record, at) & RESOLVES) != 0);
  }

  /** Enters the ids of a batch's records. */
  void insert(ApplyOutput output) {
    insert(index, output.records(), 0, output.recordCount(), output.firstNumber());
  }

  /**
   * Enters the ids of all stored records from a number on, after checking each batch.
   *
   * @throws io.tallystick.base.TallystickException DAMAGED, with file, byte range and height
   */
  public static void insertFrom(IdTable index, SealedBatchStore store, long number) {
    if (number >= store.recordCount()) {
      return;
    }
    try (BatchCursor cursor = store.cursor(store.heightOfNumber(number))) {
      while (cursor.next()) {
        int records = cursor.recordsBytes() / StoredRecord.BYTES;
        int skipped = (int) Math.max(0, Math.min(records, number - cursor.firstNumber()));
        insert(
            index,
            cursor.records(),
            skipped * StoredRecord.BYTES,
            records - skipped,
            cursor.firstNumber() + skipped);
      }
    }
  }

  /** Enters the ids of stored records; used when the index is rebuilt, too. */
  public static void insert(
      IdTable index, byte[] records, int offset, int count, long firstNumber) {
    // One more than a group: a record may have two ids.
    long[] hashes = new long[IdIndex.TOUCH_GROUP + 1];
    long[] numbers = new long[IdIndex.TOUCH_GROUP + 1];
    int filled = 0;
    for (int i = 0; i < count; i++) {
      int at = offset + i * StoredRecord.BYTES;
      int type = StoredRecord.type(records, at);
      if (type == RecordType.TRANSFER_CREATED || type == RecordType.TRANSFER_REFUSED) {
        hashes[filled] =
            index.hash(
                TRANSFER, TransferRequest.idHigh(records, at), TransferRequest.idLow(records, at));
        numbers[filled++] = firstNumber + i;
      }
      if (resolves(records, at, type)) {
        hashes[filled] =
            index.hash(
                RESOLUTION,
                TransferRequest.pendingIdHigh(records, at),
                TransferRequest.pendingIdLow(records, at));
        numbers[filled++] = firstNumber + i;
      }
      if (filled >= IdIndex.TOUCH_GROUP) {
        index.insertBatch(hashes, numbers, 0, filled);
        filled = 0;
      }
    }
    index.insertBatch(hashes, numbers, 0, filled);
  }
}
