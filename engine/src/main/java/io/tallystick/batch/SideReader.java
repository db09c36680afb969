package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.batch.BatchLimits.SIDE_VALUE_BYTES_MAX;

import io.tallystick.base.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A cursor over a side section that was checked before. It starts in front of the first item and
 * copies nothing.
 */
public final class SideReader {
  private byte[] bytes = new byte[0];
  private int next;
  private int end;
  private int item;

  /** Places the cursor before the first item of a checked section. */
  void wrap(byte[] section, int offset, int length) {
    bytes = section;
    next = offset;
    end = offset + length;
    item = -1;
  }

  /** Goes to the next item; false behind the last one. */
  public boolean next() {
    if (next == end) {
      item = -1;
      return false;
    }
    item = next;
    next += SideLayout.HEADER_BYTES + valueBytes();
    return true;
  }

  /** Goes to the next item if its index is below {@code indexLimit}; else stays and gives false. */
  public boolean nextBelow(int indexLimit) {
    return next != end && getInt(bytes, next + SideLayout.INDEX) < indexLimit && next();
  }

  /** Kind of the item, see {@link SideKind}. */
  public int kind() {
    return bytes[item] & 0xFF;
  }

  /** The event (entry) or record position (sealed batch) that the item belongs to. */
  public int index() {
    return getInt(bytes, item + SideLayout.INDEX);
  }

  /** Where the value starts in {@link #bytes()}. */
  public int valueOffset() {
    return item + SideLayout.HEADER_BYTES;
  }

  /** Bytes of the value. */
  public int valueBytes() {
    return getShort(bytes, item + SideLayout.VALUE_BYTES);
  }

  /** A copy of the value. */
  public byte[] value() {
    int from = valueOffset();
    return Arrays.copyOfRange(bytes, from, from + valueBytes());
  }

  /** The array that holds the section; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The value as a string of ASCII, for names. */
  public String text() {
    return new String(bytes, valueOffset(), valueBytes(), StandardCharsets.US_ASCII);
  }

  static boolean isName(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] <= ' ' || bytes[i] >= 127) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks a whole section.
   *
   * @param indexLimit every index is below it
   * @return the first fault, with bytes counted from the section's start
   */
  static Optional<BatchFault> check(byte[] bytes, int offset, int length, int indexLimit) {
    long lastKey = -1;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int rest = end - at;
      if (rest < SideLayout.HEADER_BYTES) {
        return fault(at - offset, rest, "side_item", "an item of 7 bytes or more", rest);
      }
      int valueBytes = getShort(bytes, at + SideLayout.VALUE_BYTES);
      int valueAt = at + SideLayout.HEADER_BYTES;
      int kind = bytes[at] & 0xFF;
      long index = LittleEndian.getUnsignedInt(bytes, at + SideLayout.INDEX);
      boolean name = kind == SideKind.NAME;
      int most = name ? BatchLimits.NAME_BYTES_MAX : SIDE_VALUE_BYTES_MAX;
      if (valueBytes < 1 || valueBytes > most || valueAt + valueBytes > end) {
        return fault(
            at + SideLayout.VALUE_BYTES - offset,
            2,
            "side_value_bytes",
            "1 … " + most + " within the section",
            valueBytes);
      }
      if (kind < SideKind.FIRST) {
        return fault(at - offset, 1, "side_kind", "1 … 255", kind);
      }
      if (index >= indexLimit) {
        return fault(at + SideLayout.INDEX - offset, 4, "side_index", "below " + indexLimit, index);
      }
      long key = index << 8 | kind;
      if (key <= lastKey) {
        return fault(at - offset, 5, "side_order", "ascending (index, kind)", index);
      }
      if (name && !isName(bytes, valueAt, valueBytes)) {
        return fault(valueAt - offset, valueBytes, "side_name", "printable ASCII", index);
      }
      lastKey = key;
      at = valueAt + valueBytes;
    }
    return Optional.empty();
  }

  private static Optional<BatchFault> fault(
      int at, int bytes, String what, String expected, long found) {
    return Optional.of(BatchFault.range(at, bytes, what, expected, found));
  }
}
