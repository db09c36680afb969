package io.tallystick.load.driver;

import io.tallystick.ledger.TransferFlags;

/** Links rows into chains of {@link #CHAIN_ROWS}; the last row of a request ends its chain. */
final class LinkedRows implements RowSource {
  /** Rows of a chain, such as two legs and a fee. */
  static final int CHAIN_ROWS = 3;

  private final RowSource rows;
  private int position;
  private int last;

  LinkedRows(RowSource rows) {
    this.rows = rows;
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
    boolean ends = position % CHAIN_ROWS == CHAIN_ROWS - 1 || position == last;
    row.flags = ends ? 0 : TransferFlags.LINKED;
    position++;
  }
}
