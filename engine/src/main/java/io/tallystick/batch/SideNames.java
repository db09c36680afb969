package io.tallystick.batch;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Names;
import io.tallystick.ledger.ValuesBeside;
import io.tallystick.ledger.member.Authority;
import java.util.Arrays;

/**
 * What stands in a side section by row, as the ledger asks for it: of one body of an entry, or of
 * the records of a sealed batch. Reused; allocates only while it grows.
 */
public final class SideNames implements Names {
  private static final int ABSENT = -1;

  private byte[] bytes = new byte[0];
  private int[] valueOffsets = new int[0];
  private short[] valueBytes = new short[0];
  private final ValuesBeside values = new ValuesBeside();
  private int rows;
  private int submitter;

  /**
   * Takes what stands beside the next rows, walking the cursor on. The cursor is walked by one
   * reader only, from its start, ranges ascending.
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
    values.clear();
    submitter = Authority.NO_KEY;
    Arrays.fill(valueOffsets, 0, rowCount, ABSENT);
    while (side.nextBelow(firstIndex + rowCount)) {
      int row = side.index() - firstIndex;
      if (row >= 0 && side.kind() == SideKind.NAME) {
        valueOffsets[row] = side.valueOffset();
        valueBytes[row] = (short) side.valueBytes();
      } else if (row == 0 && side.kind() == SideKind.SUBMITTER) {
        submitter = submitterAt(side);
      } else if (row >= 0) {
        values.add(row, side.kind(), side.value());
      }
    }
  }

  /** Number of the key that signed the body, of an entry's first row; 0 for none. */
  public int submitter() {
    return submitter;
  }

  /**
   * The key's number of the submitter at which a cursor stands.
   *
   * @throws TallystickException {@code side_submitter} (DAMAGED) if it has not its bytes
   */
  public static int submitterAt(SideReader side) {
    if (side.valueBytes() != SideKind.SUBMITTER_BYTES) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "side_submitter", "a submitter of " + side.valueBytes() + " bytes");
    }
    return LittleEndian.getInt(side.bytes(), side.valueOffset());
  }

  /**
   * The incarnation of the grant at which a cursor stands.
   *
   * @throws TallystickException {@code side_grant} (DAMAGED) if it has not its bytes
   */
  public static long grantAt(SideReader side) {
    if (side.valueBytes() != SideKind.GRANT_BYTES) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "side_grant", "a grant of " + side.valueBytes() + " bytes");
    }
    return LittleEndian.getLong(side.bytes(), side.valueOffset());
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

  @Override
  public byte[] value(int row, int kind) {
    return values.get(row, kind);
  }
}
