package io.tallystick.cli.client;

import io.tallystick.base.Checks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The rows of a binary body that were not created, in row order. One row is 16 bytes,
 * little-endian: row number u32, result number u32, timestamp u64.
 */
public final class BinaryResults {
  /** Content type of the answer to a binary body. */
  public static final String CONTENT_TYPE = "application/vnd.tallystick.results";

  /** Bytes of one row. */
  public static final int ROW_BYTES = 16;

  private final ByteBuffer rows;

  private BinaryResults(ByteBuffer rows) {
    this.rows = rows;
  }

  static BinaryResults parse(byte[] bytes) {
    Checks.that(
        bytes.length % ROW_BYTES == 0, "a binary answer is rows of " + ROW_BYTES + " bytes");
    return new BinaryResults(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** How many rows were not created. */
  public int count() {
    return rows.limit() / ROW_BYTES;
  }

  /** The number in the body of the i-th of them. */
  public int row(int i) {
    return rows.getInt(i * ROW_BYTES);
  }

  /** Its result number. */
  public int result(int i) {
    return rows.getInt(i * ROW_BYTES + 4);
  }

  /** Its timestamp, nanoseconds since 1970. */
  public long timestamp(int i) {
    return rows.getLong(i * ROW_BYTES + 8);
  }
}
