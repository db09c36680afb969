package io.tallystick.batch;

import io.tallystick.base.Checks;
import io.tallystick.ledger.Names;
import java.util.Arrays;

/**
 * The names of a side section by row, as the ledger asks for them: of one body of an entry, or of
 * the records of a sealed batch. Reused; allocates only while it grows.
 */
public final class SideNames implements Names {
  private static final int ABSENT = -1;

  private byte[] bytes = new byte[0];
  private int[] valueOffsets = new int[0];
  private short[] valueBytes = new short[0];
  private int rows;

  /**
   * Takes the names of the next rows, walking the cursor on. The cursor is walked by one reader
   * only, from its start, ranges ascending; items of other kinds are passed over.
   *
   * @param firstIndex event or record position of row 0
   */
  public void take(SideReader side, int firstIndex, int rowCount) {
    if (rowCount > valueOffsets.length) {
      valueOffsets = new int[rowCount];
      valueBytes = new short[rowCount];
    }
    bytes = side.bytes();
    rows = rowCount;
    Arrays.fill(valueOffsets, 0, rowCount, ABSENT);
    while (side.nextBelow(firstIndex + rowCount)) {
      int row = side.index() - firstIndex;
      if (row >= 0 && side.kind() == SideKind.NAME) {
        valueOffsets[row] = side.valueOffset();
        valueBytes[row] = (short) side.valueBytes();
      }
    }
  }

  @Override
  public int length(int row) {
    return row < rows && valueOffsets[row] != ABSENT ? valueBytes[row] : 0;
  }

  @Override
  public void copy(int row, byte[] into, int offset) {
    Checks.that(length(row) > 0, "the row has a name");
    System.arraycopy(bytes, valueOffsets[row], into, offset, valueBytes[row]);
  }
}
