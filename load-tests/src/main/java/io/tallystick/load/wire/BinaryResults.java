package io.tallystick.load.wire;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;

/**
 * The binary answer to a bulk request: one entry of 16 bytes for each row that is not {@code
 * created}, in row order, little-endian: row index u32, result number u32, timestamp u64.
 */
public final class BinaryResults {
  public static final int ENTRY_BYTES = 16;
  private static final int RESULT = 4;
  private static final int TIMESTAMP = 8;

  private BinaryResults() {}

  /** How many entries a body of {@code bodyBytes} holds. */
  public static int entries(int bodyBytes) {
    if (bodyBytes % ENTRY_BYTES != 0) {
      throw TallystickException.of(
          ErrorKind.INVALID, "results_malformed", "an answer of " + bodyBytes + " bytes");
    }
    return bodyBytes / ENTRY_BYTES;
  }

  public static int index(byte[] body, int entry) {
    return LittleEndian.getInt(body, entry * ENTRY_BYTES);
  }

  public static int result(byte[] body, int entry) {
    return LittleEndian.getInt(body, entry * ENTRY_BYTES + RESULT);
  }

  /** Nanoseconds since 1970. */
  public static long timestamp(byte[] body, int entry) {
    return LittleEndian.getLong(body, entry * ENTRY_BYTES + TIMESTAMP);
  }
}
