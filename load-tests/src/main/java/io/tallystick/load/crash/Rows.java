package io.tallystick.load.crash;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferRequest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Collects the rows of one body. */
final class Rows {
  static final int EURO = 978;
  static final int CODE = 1;
  private static final int ACCOUNT_CODE = 100;

  private byte[] records = new byte[64 * ClientBody.ROW_BYTES];
  private int count;

  int count() {
    return count;
  }

  byte[] records() {
    return Arrays.copyOf(records, count * ClientBody.ROW_BYTES);
  }

  /** The array itself, for changes in place; see {@link #transfer}. */
  byte[] array() {
    return records;
  }

  private int next() {
    if ((count + 1) * ClientBody.ROW_BYTES > records.length) {
      records = Arrays.copyOf(records, 2 * records.length);
    }
    return count++ * ClientBody.ROW_BYTES;
  }

  /** Adds a transfer with a new random id; returns where it stands in {@link #array}. */
  int transfer(RandomGenerator random, Id debit, Id credit, long amount, int flags) {
    int at = next();
    TransferRequest.id(records, at, random.nextLong() >>> 1, random.nextLong() | 1);
    TransferRequest.debitAccountId(records, at, debit.high(), debit.low());
    TransferRequest.creditAccountId(records, at, credit.high(), credit.low());
    TransferRequest.amount(records, at, amount);
    TransferRequest.ledger(records, at, EURO);
    TransferRequest.code(records, at, CODE);
    TransferRequest.flags(records, at, flags);
    return at;
  }

  /** Adds an account by name. */
  Id account(long name, boolean limited) {
    Id id = Id.ofName(Id.OPERATOR, JsonBodies.accountName(name));
    int at = next();
    AccountRequest.id(records, at, id.high(), id.low());
    AccountRequest.ledger(records, at, EURO);
    AccountRequest.code(records, at, ACCOUNT_CODE);
    AccountRequest.userData64(records, at, name);
    AccountRequest.flags(records, at, limited ? AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS : 0);
    return id;
  }

  /** Adds a row as it is. */
  int copy(byte[] from, int fromAt) {
    int at = next();
    System.arraycopy(from, fromAt, records, at, ClientBody.ROW_BYTES);
    return at;
  }
}
