package io.tallystick.load.driver;

import java.util.function.LongSupplier;

/** Another's rows between accounts that are drawn unevenly; the two of a row still differ. */
final class DrawnRows implements RowSource {
  private final RowSource rows;
  private final LongSupplier accounts;

  /**
   * @param accounts draws one of at least two accounts
   */
  DrawnRows(RowSource rows, LongSupplier accounts) {
    this.rows = rows;
    this.accounts = accounts;
  }

  @Override
  public void beginRequest(int count) {
    rows.beginRequest(count);
  }

  @Override
  public void next(Row row) {
    rows.next(row);
    row.debitAccount = accounts.getAsLong();
    do {
      row.creditAccount = accounts.getAsLong();
    } while (row.creditAccount == row.debitAccount);
  }
}
