package io.tallystick.cli.bulk;

import io.tallystick.base.Checks;
import io.tallystick.ring.Body;

/**
 * Rows that will be sent as one body, with what is needed to report those that are refused. A chain
 * of linked rows is never cut: one that is still open when the body is full moves to the next.
 */
final class PendingRows<P extends Payload> {
  private final P payload;
  private final long[] lines = new long[Body.ROWS_MAX];
  private final String[] raws = new String[Body.ROWS_MAX];
  private int rows;
  private int chainStart;

  PendingRows(P payload) {
    this.payload = payload;
  }

  P payload() {
    return payload;
  }

  int rows() {
    return rows;
  }

  boolean isFull() {
    return rows == Body.ROWS_MAX;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  long line(int row) {
    return lines[row];
  }

  String raw(int row) {
    return raws[row];
  }

  /** Takes in a row whose payload has been added. */
  void add(long line, String raw, boolean linked) {
    Checks.that(!isFull(), "a body takes no more rows than it may have");
    lines[rows] = line;
    raws[rows] = raw;
    rows++;
    if (!linked) {
      chainStart = rows;
    }
  }

  /** Whether the last row is linked to one that is yet to come. */
  boolean chainOpen() {
    return chainStart < rows;
  }

  /** The first row of the open chain. */
  int chainStart() {
    return chainStart;
  }

  /** Takes the rows of the open chain out. */
  void dropOpenChain() {
    rows = chainStart;
    payload.truncate(rows);
  }

  /** Moves the rows of the open chain to an empty body. */
  void moveOpenChainTo(PendingRows<P> next) {
    Checks.that(next.isEmpty(), "a chain moves to an empty body");
    int moved = rows - chainStart;
    payload.moveTo(next.payload, chainStart, moved);
    System.arraycopy(lines, chainStart, next.lines, 0, moved);
    System.arraycopy(raws, chainStart, next.raws, 0, moved);
    next.rows = moved;
    next.chainStart = 0;
    rows = chainStart;
  }

  /** Takes all rows out. */
  void clear() {
    rows = 0;
    chainStart = 0;
    payload.truncate(0);
  }
}
