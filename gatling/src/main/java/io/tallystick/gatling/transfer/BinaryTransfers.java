package io.tallystick.gatling.transfer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes transfers as records of 128 bytes, little-endian, a 128-bit number with its low half
 * first; the layout is that of docs/api.md, "Bulk". Fields that are not written here are zero.
 */
final class BinaryTransfers {
  /** Bytes of a record. */
  static final int RECORD_BYTES = 128;

  private static final int ID = 0;
  private static final int DEBIT_ACCOUNT = 16;
  private static final int CREDIT_ACCOUNT = 32;
  private static final int AMOUNT = 48;
  private static final int PENDING_ID = 64;
  private static final int TIMEOUT = 108;
  private static final int LEDGER = 112;
  private static final int CODE = 116;
  private static final int FLAGS = 118;

  private BinaryTransfers() {}

  static byte[] encode(List<Transfer> transfers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(transfers.size() * RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    for (Transfer transfer : transfers) {
      putId(bytes, at + ID, transfer.id());
      bytes.putLong(at + DEBIT_ACCOUNT, transfer.debitAccount());
      bytes.putLong(at + CREDIT_ACCOUNT, transfer.creditAccount());
      bytes.putLong(at + AMOUNT, transfer.amount());
      putId(bytes, at + PENDING_ID, transfer.pendingId());
      bytes.putInt(at + TIMEOUT, transfer.timeoutSeconds());
      bytes.putInt(at + LEDGER, transfer.ledger());
      bytes.putShort(at + CODE, (short) transfer.code());
      bytes.putShort(at + FLAGS, (short) transfer.flags());
      at += RECORD_BYTES;
    }
    return bytes.array();
  }

  private static void putId(ByteBuffer bytes, int at, TransferId id) {
    bytes.putLong(at, id.low());
    bytes.putLong(at + Long.BYTES, id.high());
  }
}
