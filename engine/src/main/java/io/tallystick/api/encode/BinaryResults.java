package io.tallystick.api.encode;

import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;

import io.tallystick.ring.Outcome;

/**
 * The binary answer: 16 bytes, little-endian, for each row that did not become {@code created}, in
 * order.
 *
 * <pre>
 *  0  index      u32  the row, from 0
 *  4  result     u32  number of the result
 *  8  timestamp  u64  nanoseconds since 1970; of the existing transfer where the result is exists
 * </pre>
 */
public final class BinaryResults {
  /** Bytes of one row. */
  public static final int BYTES = 16;

  private static final int RESULT = 4;
  private static final int TIMESTAMP = 8;
  private static final byte[] NONE = new byte[0];

  private BinaryResults() {}

  /** The rows of an outcome that are not {@code created}; empty if all are. */
  public static byte[] write(Outcome outcome) {
    int[] results = outcome.results();
    int others = 0;
    for (int result : results) {
      if (result != 0) {
        others++;
      }
    }
    if (others == 0) {
      return NONE;
    }
    byte[] bytes = new byte[others * BYTES];
    int at = 0;
    for (int row = 0; row < results.length; row++) {
      if (results[row] != 0) {
        putInt(bytes, at, row);
        putInt(bytes, at + RESULT, results[row]);
        putLong(bytes, at + TIMESTAMP, outcome.timestamps()[row]);
        at += BYTES;
      }
    }
    return bytes;
  }
}
