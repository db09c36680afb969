package io.tallystick.load.nodes;

import io.tallystick.ledger.TransferRequest;
import io.tallystick.load.wire.SplitMix64;
import java.util.Arrays;

/**
 * Transfers that follow from their body's number and their place in it, so that a stored one can be
 * held against what was sent without keeping what was sent.
 */
final class BulkRows {
  /** The first of the accounts that transfers run between. */
  static final long FIRST_ACCOUNT = 2_000_000_000L;

  static final int ACCOUNTS = 1_000;

  private static final int CODE = 1;
  private static final int AMOUNT_MAX = 9_000;

  /** Stamped by the server, so not compared. */
  private static final int COMPARED_BYTES = TransferRequest.TIMESTAMP;

  private final long seed;
  private final long tag;
  private final int rows;
  private final int ledger;

  /**
   * @param rows of each body
   * @param ledger number of the ledger
   */
  BulkRows(long seed, int rows, int ledger) {
    this.seed = seed;
    this.tag = SplitMix64.derive(seed, 0) >>> 1;
    this.rows = rows;
    this.ledger = ledger;
  }

  int rows() {
    return rows;
  }

  /** Records of a body, whose number is 0 or more. */
  byte[] body(long number) {
    byte[] records = new byte[rows * TransferRequest.BYTES];
    for (int row = 0; row < rows; row++) {
      write(records, row * TransferRequest.BYTES, number * rows + row);
    }
    return records;
  }

  private void write(byte[] b, int at, long index) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(seed, index + 1));
    long debit = random.below(ACCOUNTS);
    long credit = (debit + 1 + random.below(ACCOUNTS - 1)) % ACCOUNTS;
    TransferRequest.id(b, at, tag, index + 1);
    TransferRequest.debitAccountId(b, at, 0, FIRST_ACCOUNT + debit);
    TransferRequest.creditAccountId(b, at, 0, FIRST_ACCOUNT + credit);
    TransferRequest.amount(b, at, 1 + random.below(AMOUNT_MAX));
    TransferRequest.ledger(b, at, ledger);
    TransferRequest.code(b, at, CODE);
  }

  /** Which row of all bodies one behind the other a stored transfer is; -1 if none of them. */
  long index(byte[] b, int at) {
    return TransferRequest.idHigh(b, at) == tag ? TransferRequest.idLow(b, at) - 1 : -1;
  }

  /** Whether a stored transfer is that row in every field. */
  boolean same(byte[] b, int at, long index) {
    byte[] sent = new byte[TransferRequest.BYTES];
    write(sent, 0, index);
    return Arrays.equals(b, at, at + COMPARED_BYTES, sent, 0, COMPARED_BYTES);
  }
}
