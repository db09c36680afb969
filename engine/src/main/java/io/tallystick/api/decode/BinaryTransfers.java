package io.tallystick.api.decode;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;

/** A body of 128-byte transfer requests, taken as it is. */
public final class BinaryTransfers {
  /** Longest body in bytes. */
  public static final int BYTES_MAX = Body.ROWS_MAX * Body.RECORD_BYTES;

  private BinaryTransfers() {}

  /**
   * Counts the rows and refuses what no record can hold: {@code body_empty}, {@code
   * body_not_whole_records}, {@code amount_too_large} (INVALID). All else is judged by the ledger.
   */
  public static int check(byte[] records) {
    if (records.length == 0) {
      throw TallystickException.of(
          ErrorKind.INVALID, "body_empty", "The body has no rows; send at least one.");
    }
    if (records.length % Body.RECORD_BYTES != 0) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "body_not_whole_records",
          "The body's "
              + records.length
              + " bytes are not a multiple of "
              + Body.RECORD_BYTES
              + ".");
    }
    long tooLarge = 0;
    for (int at = 0; at < records.length; at += Body.RECORD_BYTES) {
      // The sign bit of the lower half and any bit of the upper one.
      long upper = TransferRequest.amountUpper(records, at);
      tooLarge |= TransferRequest.amount(records, at) | upper | -upper;
    }
    if (tooLarge < 0) {
      throw firstTooLarge(records);
    }
    return records.length / Body.RECORD_BYTES;
  }

  /**
   * Puts the rows' own ids into a participant's scope, in place: each as the decimal number that it
   * is. Accounts and pending ids are internal ids and stay as they are.
   */
  public static void scope(byte[] records, String scope) {
    if (scope.equals(Id.OPERATOR)) {
      return;
    }
    for (int at = 0; at < records.length; at += Body.RECORD_BYTES) {
      Id id =
          new Id(TransferRequest.idHigh(records, at), TransferRequest.idLow(records, at))
              .numberIn(scope);
      TransferRequest.id(records, at, id.high(), id.low());
    }
  }

  private static TallystickException firstTooLarge(byte[] records) {
    int at = 0;
    while (TransferRequest.amount(records, at) >= 0
        && TransferRequest.amountUpper(records, at) == 0) {
      at += Body.RECORD_BYTES;
    }
    long upper = TransferRequest.amountUpper(records, at);
    String low = Long.toUnsignedString(TransferRequest.amount(records, at));
    return TallystickException.field(
        ErrorKind.INVALID,
        "amount_too_large",
        "amount",
        upper == 0 ? low : Long.toUnsignedString(upper) + " * 2^64 + " + low,
        at / Body.RECORD_BYTES,
        "at most 9223372036854775807 minor units");
  }
}
