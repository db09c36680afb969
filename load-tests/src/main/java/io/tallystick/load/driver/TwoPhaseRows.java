package io.tallystick.load.driver;

import io.tallystick.ledger.TransferFlags;

/**
 * Requests of pending transfers, each followed by a request that resolves them in the same order:
 * seven of eight are posted whole, one is voided. Resolving rows inherit accounts from the pending
 * ones, as most clients do.
 */
final class TwoPhaseRows implements RowSource {
  private static final int VOID_EVERY = 8;

  private final RowSource rows;
  private final long[] pendingHigh;
  private final long[] pendingLow;
  private final long[] amounts;
  private boolean resolving = true;
  private int position;

  TwoPhaseRows(RowSource rows, int rowsMax) {
    this.rows = rows;
    this.pendingHigh = new long[rowsMax];
    this.pendingLow = new long[rowsMax];
    this.amounts = new long[rowsMax];
  }

  @Override
  public void beginRequest(int count) {
    rows.beginRequest(count);
    resolving = !resolving;
    position = 0;
  }

  @Override
  public void next(Row row) {
    rows.next(row);
    if (resolving) {
      row.debitAccount = 0;
      row.creditAccount = 0;
      row.pendingHigh = pendingHigh[position];
      row.pendingLow = pendingLow[position];
      row.amount = amounts[position];
      row.flags =
          position % VOID_EVERY == VOID_EVERY - 1
              ? TransferFlags.VOID_PENDING_TRANSFER
              : TransferFlags.POST_PENDING_TRANSFER;
    } else {
      pendingHigh[position] = row.idHigh;
      pendingLow[position] = row.idLow;
      amounts[position] = row.amount;
      row.flags = TransferFlags.PENDING;
    }
    position++;
  }
}
