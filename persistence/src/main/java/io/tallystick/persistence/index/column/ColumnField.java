package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;

/**
 * A field of a record: an unsigned little-endian number.
 *
 * @param name 1 … 32 characters of a-z, 0-9 and '-'; part of file names
 * @param offset its first byte in the record
 * @param bytes its width: 2, 4, 8 or 16
 * @param zeroIsLeftOut whether records with 0 are left out of the column, which keeps the columns
 *     of rarely used fields small; who asks for 0 then has the records read
 */
public record ColumnField(String name, int offset, int bytes, boolean zeroIsLeftOut) {
  public ColumnField {
    Checks.that(name.matches("[a-z0-9-]{1,32}"), "field name: " + name);
    Checks.that(
        bytes == 2 || bytes == 4 || bytes == 8 || bytes == 16, "a field has 2, 4, 8 or 16 bytes");
  }

  /** The upper 64 bits of the value in the record that begins at {@code record}. */
  long high(byte[] source, int record) {
    return bytes == 16 ? LittleEndian.getLong(source, record + offset + 8) : 0;
  }

  /** The lower 64 bits of the value in the record that begins at {@code record}. */
  long low(byte[] source, int record) {
    return low(source, record + offset, bytes);
  }

  static long low(byte[] source, int at, int bytes) {
    return switch (bytes) {
      case 2 -> (source[at] & 0xFFL) | (source[at + 1] & 0xFFL) << 8;
      case 4 -> LittleEndian.getInt(source, at) & 0xFFFF_FFFFL;
      default -> LittleEndian.getLong(source, at);
    };
  }

  /** Whether the column has entries for this value at all. */
  boolean isInColumn(long high, long low) {
    return !zeroIsLeftOut || (high | low) != 0;
  }
}
