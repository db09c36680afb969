package io.tallystick.load.micro;

import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Body;
import java.util.SplittableRandom;

/** Full bodies of requests, in the bytes that the order carries. */
final class Bodies {
  /** Transfers of a body. */
  static final int ROWS = Body.ROWS_MAX;

  private static final int ACCOUNT_CODE = 100;

  /** Spreads accounts' ids over all bits. */
  private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

  private Bodies() {}

  /** The lower half of the id of an account, counted from 0. */
  static long accountId(int index) {
    return (index + 1) * SCATTER;
  }

  /** Creates accounts {@code first} … {@code first + count - 1}. */
  static byte[] accounts(int first, int count, int ledger) {
    byte[] rows = new byte[count * Body.RECORD_BYTES];
    for (int i = 0; i < count; i++) {
      int at = i * Body.RECORD_BYTES;
      AccountRequest.id(rows, at, 0, accountId(first + i));
      AccountRequest.ledger(rows, at, ledger);
      AccountRequest.code(rows, at, ACCOUNT_CODE);
    }
    return rows;
  }

  /** Transfers of 1 … 1,000 with random ids, each between two accounts drawn with equal chance. */
  static byte[] transfers(SplittableRandom random, int accounts, int ledger) {
    byte[] rows = new byte[ROWS * Body.RECORD_BYTES];
    for (int i = 0; i < ROWS; i++) {
      int at = i * Body.RECORD_BYTES;
      int debit = random.nextInt(accounts);
      int credit = (debit + 1 + random.nextInt(accounts - 1)) % accounts;
      TransferRequest.id(rows, at, random.nextLong() >>> 1, random.nextLong());
      TransferRequest.debitAccountId(rows, at, 0, accountId(debit));
      TransferRequest.creditAccountId(rows, at, 0, accountId(credit));
      TransferRequest.amount(rows, at, random.nextLong(1, 1_001));
      TransferRequest.ledger(rows, at, ledger);
      TransferRequest.code(rows, at, 1);
    }
    return rows;
  }
}
