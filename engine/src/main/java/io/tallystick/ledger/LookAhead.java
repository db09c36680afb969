package io.tallystick.ledger;

import io.tallystick.ledger.state.AccountTable;

/**
 * Looks some rows of a body of transfers ahead, so that cache misses overlap: finds the slots of
 * the accounts that they name, and which of their ids the past has not. No transfer creates an
 * account, and none becomes past before its batch ends, so what is found stays true for the body.
 */
final class LookAhead {
  private static final int ROWS = AccountTable.TOGETHER_MAX / 2;
  private static final int NOTHING_FOUND = -1;

  private final AccountTable accounts;
  private final PastTransfers past;
  private final long[] ids = new long[AccountTable.TOGETHER_MAX * 2];
  private final int[] found = new int[AccountTable.TOGETHER_MAX];
  private int firstRow = NOTHING_FOUND;
  private long newIds;
  private long touched;

  LookAhead(AccountTable accounts, PastTransfers past) {
    this.accounts = accounts;
    this.past = past;
  }

  /** Another body begins. */
  void begin() {
    firstRow = NOTHING_FOUND;
  }

  /** Makes a row's slots known, with those of rows that follow; gives its place among them. */
  int of(byte[] buffer, int offset, int row, int rows) {
    int group = row & -ROWS;
    if (group != firstRow) {
      firstRow = group;
      int at = offset + group * TransferRequest.BYTES;
      int count = Math.min(ROWS, rows - group);
      newIds = past.ahead(buffer, at, count);
      find(buffer, at, count);
    }
    return row - group;
  }

  int debit(int place) {
    return found[place * 2];
  }

  int credit(int place) {
    return found[place * 2 + 1];
  }

  /** Whether no settled record has the row's id, for certain. */
  boolean idIsNew(int place) {
    return (newIds >>> place & 1) != 0;
  }

  private void find(byte[] buffer, int offset, int rows) {
    for (int i = 0; i < rows; i++) {
      int at = offset + i * TransferRequest.BYTES;
      ids[i * 4] = TransferRequest.debitAccountIdHigh(buffer, at);
      ids[i * 4 + 1] = TransferRequest.debitAccountIdLow(buffer, at);
      ids[i * 4 + 2] = TransferRequest.creditAccountIdHigh(buffer, at);
      ids[i * 4 + 3] = TransferRequest.creditAccountIdLow(buffer, at);
    }
    touched += accounts.findTogether(ids, rows * 2, found);
  }

  /** Keeps the look-ahead from being optimized away; means nothing. */
  long touched() {
    return touched;
  }
}
