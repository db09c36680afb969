package io.tallystick.ledger.model;

import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import java.math.BigInteger;

/** A transfer request with plain numbers; {@code amount} is all 128 bits that stand there. */
public record NaiveTransfer(
    BigInteger id,
    BigInteger debit,
    BigInteger credit,
    BigInteger amount,
    BigInteger pendingId,
    BigInteger userData128,
    BigInteger userData64,
    BigInteger userData32,
    long timeoutSeconds,
    long ledger,
    int code,
    int flags,
    BigInteger timestamp) {

  /** Reads 128 bytes. */
  public static NaiveTransfer of(byte[] b, int at) {
    return new NaiveTransfer(
        number(b, at + TransferRequest.ID, 16),
        number(b, at + TransferRequest.DEBIT_ACCOUNT_ID, 16),
        number(b, at + TransferRequest.CREDIT_ACCOUNT_ID, 16),
        number(b, at + TransferRequest.AMOUNT, 16),
        number(b, at + TransferRequest.PENDING_ID, 16),
        number(b, at + TransferRequest.USER_DATA_128, 16),
        number(b, at + TransferRequest.USER_DATA_64, 8),
        number(b, at + TransferRequest.USER_DATA_32, 4),
        number(b, at + TransferRequest.TIMEOUT, 4).longValueExact(),
        number(b, at + TransferRequest.LEDGER, 4).longValueExact(),
        number(b, at + TransferRequest.CODE, 2).intValueExact(),
        number(b, at + TransferRequest.FLAGS, 2).intValueExact(),
        number(b, at + TransferRequest.TIMESTAMP, 8));
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  boolean resolves() {
    return is(TransferFlags.POST_PENDING_TRANSFER) || is(TransferFlags.VOID_PENDING_TRANSFER);
  }

  /** A little-endian unsigned number of {@code length} bytes. */
  static BigInteger number(byte[] b, int at, int length) {
    byte[] bigEndian = new byte[length];
    for (int i = 0; i < length; i++) {
      bigEndian[i] = b[at + length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
