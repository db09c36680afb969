package io.tallystick.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values of a side section that are neither names nor submitters, by row. There are few. */
public final class SideValues {
  private record Value(int row, int kind, byte[] bytes) {}

  private final List<Value> values = new ArrayList<>(0);

  /** Forgets all. */
  public void clear() {
    values.clear();
  }

  /** Keeps a copy of the value at which the cursor stands. */
  public void keep(int row, SideReader side) {
    int from = side.valueOffset();
    byte[] bytes = Arrays.copyOfRange(side.bytes(), from, from + side.valueBytes());
    values.add(new Value(row, side.kind(), bytes));
  }

  /** The value of a row and kind, or null. */
  public byte[] get(int row, int kind) {
    for (Value value : values) {
      if (value.row == row && value.kind == kind) {
        return value.bytes;
      }
    }
    return null;
  }
}
