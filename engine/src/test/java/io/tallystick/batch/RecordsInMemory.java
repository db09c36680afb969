package io.tallystick.batch;

import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferLookup;
import io.tallystick.ledger.TransferRequest;
import java.util.ArrayList;
import java.util.List;

/** The settled past of a small ledger: a list, searched from its start. */
public final class RecordsInMemory implements TransferLookup {
  private final List<byte[]> records = new ArrayList<>();

  /** Adds the next records. */
  public void add(byte[] bytes, int offset, int count) {
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[StoredRecord.BYTES];
      System.arraycopy(bytes, offset + i * StoredRecord.BYTES, record, 0, StoredRecord.BYTES);
      records.add(record);
    }
  }

  @Override
  public long find(int kind, long idHigh, long idLow) {
    for (int i = 0; i < records.size(); i++) {
      byte[] record = records.get(i);
      int type = StoredRecord.type(record, 0);
      boolean transfer = type == RecordType.TRANSFER_CREATED || type == RecordType.TRANSFER_REFUSED;
      boolean resolution =
          type == RecordType.PENDING_EXPIRED
              || (type == RecordType.TRANSFER_CREATED
                  && StoredRecord.related(record, 0) != StoredRecord.NONE);
      boolean found =
          kind == TRANSFER
              ? transfer
                  && TransferRequest.idLow(record, 0) == idLow
                  && TransferRequest.idHigh(record, 0) == idHigh
              : resolution
                  && TransferRequest.pendingIdLow(record, 0) == idLow
                  && TransferRequest.pendingIdHigh(record, 0) == idHigh;
      if (found) {
        return i;
      }
    }
    return NONE;
  }

  @Override
  public void read(long number, byte[] into, int offset) {
    System.arraycopy(records.get((int) number), 0, into, offset, StoredRecord.BYTES);
  }
}
