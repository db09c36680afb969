package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putShort;
import static io.tallystick.batch.BatchLimits.SIDE_BYTES_MAX;
import static io.tallystick.batch.BatchLimits.SIDE_VALUE_BYTES_MAX;

import io.tallystick.base.Checks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Assembles a side section in one reused array. Items come in ascending order of (index, kind). */
public final class SideWriter {
  private byte[] bytes = new byte[1024];
  private int length;
  private long lastKey;

  /** Starts an empty section. */
  public void clear() {
    length = 0;
    lastKey = -1;
  }

  /** A writer with an empty section. */
  public SideWriter() {
    clear();
  }

  /** Adds an item; {@code index} is an event's (entry) or a record's position (sealed batch). */
  public void add(int kind, int index, byte[] value, int offset, int valueBytes) {
    Checks.inRange(kind, SideKind.FIRST, SideKind.LAST, "side kind");
    Checks.inRange(index, 0, BatchLimits.RECORDS_MAX - 1L, "side index");
    Checks.inRange(valueBytes, 1, SIDE_VALUE_BYTES_MAX, "side value bytes");
    long key = ((long) index << 8) | kind;
    Checks.that(key > lastKey, "side items ascend by index and kind");
    int end = length + SideLayout.HEADER_BYTES + valueBytes;
    Checks.inRange(end, 0, SIDE_BYTES_MAX, "side section bytes");
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(SIDE_BYTES_MAX, 2 * bytes.length)));
    }
    bytes[length] = (byte) kind;
    putInt(bytes, length + SideLayout.INDEX, index);
    putShort(bytes, length + SideLayout.VALUE_BYTES, valueBytes);
    System.arraycopy(value, offset, bytes, length + SideLayout.HEADER_BYTES, valueBytes);
    length = end;
    lastKey = key;
  }

  /** Adds a name, printable ASCII of at most {@link BatchLimits#NAME_BYTES_MAX} characters. */
  public void addName(int index, String name) {
    byte[] value = name.getBytes(StandardCharsets.UTF_8);
    Checks.inRange(value.length, 1, BatchLimits.NAME_BYTES_MAX, "name bytes");
    Checks.that(SideReader.isName(value, 0, value.length), "a name is printable ASCII");
    add(SideKind.NAME, index, value, 0, value.length);
  }

  /** Bytes of the section that an item with a value of {@code valueBytes} takes. */
  public static int itemBytes(int valueBytes) {
    return SideLayout.HEADER_BYTES + valueBytes;
  }

  /** The array that holds the section from 0 on; valid until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the section. */
  public int length() {
    return length;
  }
}
