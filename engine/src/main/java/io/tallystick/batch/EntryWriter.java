package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;
import static io.tallystick.base.LittleEndian.putShort;
import static io.tallystick.batch.BatchLimits.ENTRY_BYTES_MAX;
import static io.tallystick.batch.BatchLimits.EVENTS_MAX;
import static io.tallystick.batch.BatchLimits.REQUEST_BYTES;
import static io.tallystick.batch.BatchLimits.SIDE_BYTES_MAX;

import io.tallystick.base.Checks;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Assembles one entry after another in one reused, growing array (docs/batch-format.md, "Entry").
 * Request records are copied once, straight into their place. One instance serves one thread.
 *
 * <p>Use: {@link #begin()}, bodies with their names, {@link #finish}, then {@link #buffer()} or
 * {@link #copy()}.
 */
public final class EntryWriter {
  private final SideWriter side = new SideWriter();
  private final CRC32C checksum = new CRC32C();
  private byte[] buffer;
  private int length;
  private int eventCount;
  private int bodyCount;
  private int lastBodyFirstEvent;

  /** A writer whose array starts with {@code initialBytes} and grows as needed. */
  public EntryWriter(int initialBytes) {
    Checks.inRange(initialBytes, 0, ENTRY_BYTES_MAX, "initial bytes");
    buffer =
        new byte[Math.max(initialBytes, EntryLayout.HEADER_BYTES + EntryLayout.CHECKSUM_BYTES)];
    begin();
  }

  /** Starts a new, empty entry. */
  public void begin() {
    side.clear();
    length = EntryLayout.HEADER_BYTES;
    eventCount = 0;
    bodyCount = 0;
    lastBodyFirstEvent = 0;
  }

  /**
   * Whether a body of so many rows, whose names take so many bytes of the side section ({@link
   * SideWriter#itemBytes} each), still fits.
   */
  public boolean fits(int rows, int sideBytes) {
    return eventCount + rows <= EVENTS_MAX && side.length() + sideBytes <= SIDE_BYTES_MAX;
  }

  /**
   * Adds one body.
   *
   * @param kind the body kind's wire number, 1 … 65535
   * @param rows at least 1; all bodies together at most {@link BatchLimits#EVENTS_MAX}
   * @param records holds {@code rows} request records of 128 bytes from {@code offset} on
   */
  public void addBody(int kind, int rows, byte[] records, int offset) {
    Checks.inRange(kind, 1, 0xFFFF, "body kind");
    Checks.inRange(rows, 1, (long) EVENTS_MAX - eventCount, "body rows");
    int recordBytes = rows * REQUEST_BYTES;
    ensure(length + EntryLayout.BODY_HEADER_BYTES + recordBytes);
    putShort(buffer, length + EntryLayout.BODY_KIND, kind);
    putShort(buffer, length + EntryLayout.BODY_RESERVED, 0);
    putInt(buffer, length + EntryLayout.BODY_ROWS, rows);
    length += EntryLayout.BODY_HEADER_BYTES;
    System.arraycopy(records, offset, buffer, length, recordBytes);
    length += recordBytes;
    lastBodyFirstEvent = eventCount;
    eventCount += rows;
    bodyCount++;
  }

  /** Names a row of the body that was added last; rows in ascending order. */
  public void addName(int row, String name) {
    side.addName(eventOf(row), name);
  }

  /** Adds any side item to a row of the body that was added last, ascending by (row, kind). */
  public void addSide(int kind, int row, byte[] value, int offset, int valueBytes) {
    side.add(kind, eventOf(row), value, offset, valueBytes);
  }

  private int eventOf(int row) {
    int event = lastBodyFirstEvent + row;
    Checks.inRange(event, lastBodyFirstEvent, eventCount - 1L, "event of a side item");
    return event;
  }

  /**
   * Completes the entry.
   *
   * @param stampNs T, nanoseconds since 1970; at least {@link BatchStamps#stampMin} of its events
   * @param flags of {@link BatchFlags}
   * @return the bytes of the entry, which starts at 0 of {@link #buffer()}
   */
  public int finish(long stampNs, int flags) {
    Checks.inRange(stampNs, BatchStamps.stampMin(eventCount), Long.MAX_VALUE, "stamp");
    Checks.that((flags & ~BatchFlags.KNOWN) == 0, "batch flags are known");
    int total = entryBytes();
    ensure(total);
    System.arraycopy(side.bytes(), 0, buffer, length, side.length());
    putShort(buffer, EntryLayout.VERSION, EntryLayout.FORMAT_VERSION);
    putShort(buffer, EntryLayout.FLAGS, flags);
    putInt(buffer, EntryLayout.ENTRY_BYTES, total);
    putLong(buffer, EntryLayout.STAMP, stampNs);
    putInt(buffer, EntryLayout.EVENT_COUNT, eventCount);
    putInt(buffer, EntryLayout.BODY_COUNT, bodyCount);
    putInt(buffer, EntryLayout.SIDE_BYTES, side.length());
    putInt(buffer, EntryLayout.RESERVED, 0);
    int covered = total - EntryLayout.CHECKSUM_BYTES;
    checksum.reset();
    checksum.update(buffer, 0, covered);
    putInt(buffer, covered, (int) checksum.getValue());
    return total;
  }

  private void ensure(int bytes) {
    if (bytes > buffer.length) {
      int doubled = (int) Math.min(ENTRY_BYTES_MAX, 2L * buffer.length);
      buffer = Arrays.copyOf(buffer, Math.max(bytes, doubled));
    }
  }

  /** Events so far. */
  public int eventCount() {
    return eventCount;
  }

  /** Bodies so far. */
  public int bodyCount() {
    return bodyCount;
  }

  /** Bytes that the entry has if it is finished now. */
  public int entryBytes() {
    return length + side.length() + EntryLayout.CHECKSUM_BYTES;
  }

  /** The array that holds the entry from 0 on; reused by the next {@link #begin()}. */
  public byte[] buffer() {
    return buffer;
  }

  /** The finished entry in an array of its own. */
  public byte[] copy() {
    return Arrays.copyOf(buffer, entryBytes());
  }
}
