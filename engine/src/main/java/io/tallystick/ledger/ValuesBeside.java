package io.tallystick.ledger;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What stands beside rows or records but for their names: ascending by row and kind. */
public final class ValuesBeside {
  /**
   * A value.
   *
   * @param row a row of a body or entry, or a record's position in its batch
   */
  public record Value(int row, int kind, byte[] bytes) {
    private boolean isBefore(int otherRow, int otherKind) {
      return row < otherRow || (row == otherRow && kind < otherKind);
    }
  }

  private final List<Value> values = new ArrayList<>(0);

  /** Forgets all. */
  public void clear() {
    values.clear();
  }

  /** Adds a value behind all others. */
  public void add(int row, int kind, byte[] bytes) {
    Checks.that(
        values.isEmpty() || values.get(values.size() - 1).isBefore(row, kind),
        "values ascend by row and kind");
    values.add(new Value(row, kind, bytes));
  }

  /** The value of a row and kind, or null. */
  public byte[] get(int row, int kind) {
    int low = 0;
    int high = values.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values.get(middle).isBefore(row, kind)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean found =
        low < values.size() && values.get(low).row == row && values.get(low).kind == kind;
    return found ? values.get(low).bytes : null;
  }

  /** All of them. */
  public List<Value> all() {
    return Collections.unmodifiableList(values);
  }
}
