package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import io.tallystick.ledger.TransferFlags;

/** Links rows into chains; the last row of a request ends its chain. */
final class LinkedRows implements RowSource {
  private final RowSource rows;
  private final int chainRows;
  private int position;
  private int last;

  /**
   * @param chainRows rows of a chain, such as two legs of an exchange, or those and a fee
   */
  LinkedRows(RowSource rows, int chainRows) {
    Checks.that(chainRows >= 2, "a chain has two rows or more");
    this.rows = rows;
    this.chainRows = chainRows;
  }

  @Override
  public void beginRequest(int count) {
    rows.beginRequest(count);
    position = 0;
    last = count - 1;
  }

  @Override
  public void next(Row row) {
    rows.next(row);
    boolean ends = position % chainRows == chainRows - 1 || position == last;
    row.flags = ends ? 0 : TransferFlags.LINKED;
    position++;
  }
}
