package io.tallystick.batch;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.getShort;
import static io.tallystick.batch.BatchLimits.ENTRY_BYTES_MAX;
import static io.tallystick.batch.BatchLimits.EVENTS_MAX;
import static io.tallystick.batch.BatchLimits.REQUEST_BYTES;

import io.tallystick.base.LittleEndian;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A cursor over one entry, checked whole before anything of it is seen (docs/batch-format.md,
 * "Entry"). It neither copies nor allocates. One instance serves one thread.
 *
 * <p>Use: {@link #wrap}, then {@link #nextBody()} until it is false; {@link #side()} walks the side
 * section beside it.
 */
public final class EntryReader {
  /** Code of the error for bytes that are not an entry. */
  public static final String DAMAGED_CODE = "entry_damaged";

  private final SideReader side = new SideReader();
  private final CRC32C checksum = new CRC32C();
  private byte[] bytes = new byte[0];
  private int start;
  private int sideStart;
  private int nextBody;
  private int bodiesSeen;
  private int body;
  private int nextEvent;

  /**
   * Takes and checks an entry; the bytes must not change while it is read.
   *
   * @throws io.tallystick.base.TallystickException DAMAGED {@value #DAMAGED_CODE} if anything in it
   *     is not as the format says
   */
  public void wrap(byte[] entry, int offset, int length) {
    Optional<BatchFault> fault = check(entry, offset, length);
    if (fault.isPresent()) {
      throw fault.get().damaged(DAMAGED_CODE);
    }
    bytes = entry;
    start = offset;
    sideStart =
        offset
            + length
            - EntryLayout.CHECKSUM_BYTES
            - getInt(entry, offset + EntryLayout.SIDE_BYTES);
    rewind();
  }

  /** Back to before the first body and the first side item. */
  public void rewind() {
    side.wrap(bytes, sideStart, getInt(bytes, start + EntryLayout.SIDE_BYTES));
    nextBody = start + EntryLayout.HEADER_BYTES;
    bodiesSeen = 0;
    nextEvent = 0;
    body = -1;
  }

  private Optional<BatchFault> check(byte[] entry, int offset, int length) {
    int overhead = EntryLayout.HEADER_BYTES + EntryLayout.CHECKSUM_BYTES;
    if (length < overhead || length > ENTRY_BYTES_MAX) {
      return fault(
          0, Math.max(length, 0), "entry_bytes", overhead + " … " + ENTRY_BYTES_MAX, length);
    }
    int covered = length - EntryLayout.CHECKSUM_BYTES;
    checksum.reset();
    checksum.update(entry, offset, covered);
    long stated = LittleEndian.getUnsignedInt(entry, offset + covered);
    if (stated != checksum.getValue()) {
      return fault(0, length, "checksum", Long.toString(stated), checksum.getValue());
    }
    Optional<BatchFault> head = checkHeader(entry, offset, length);
    if (head.isPresent()) {
      return head;
    }
    int sideBytes = getInt(entry, offset + EntryLayout.SIDE_BYTES);
    Optional<BatchFault> bodies = checkBodies(entry, offset, covered - sideBytes);
    if (bodies.isPresent()) {
      return bodies;
    }
    int events = getInt(entry, offset + EntryLayout.EVENT_COUNT);
    int sideAt = covered - sideBytes;
    return SideReader.check(entry, offset + sideAt, sideBytes, events)
        .map(fault -> fault.shifted(sideAt));
  }

  private static Optional<BatchFault> checkHeader(byte[] entry, int offset, int length) {
    int version = getShort(entry, offset + EntryLayout.VERSION);
    if (version != EntryLayout.FORMAT_VERSION) {
      return fault(EntryLayout.VERSION, 2, "format_version", "1", version);
    }
    int flags = getShort(entry, offset + EntryLayout.FLAGS);
    if ((flags & ~BatchFlags.KNOWN) != 0) {
      return fault(EntryLayout.FLAGS, 2, "flags", "known flags", flags);
    }
    long entryBytes = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.ENTRY_BYTES);
    if (entryBytes != length) {
      return fault(EntryLayout.ENTRY_BYTES, 4, "entry_bytes", Integer.toString(length), entryBytes);
    }
    long events = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.EVENT_COUNT);
    if (events > EVENTS_MAX) {
      return fault(EntryLayout.EVENT_COUNT, 4, "event_count", "0 … " + EVENTS_MAX, events);
    }
    long stamp = getLong(entry, offset + EntryLayout.STAMP);
    long stampMin = BatchStamps.stampMin((int) events);
    if (stamp < stampMin) {
      return fault(EntryLayout.STAMP, 8, "stamp", stampMin + " or later", stamp);
    }
    long sideBytes = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.SIDE_BYTES);
    long sideMost =
        Math.min(
            BatchLimits.SIDE_BYTES_MAX,
            length - EntryLayout.HEADER_BYTES - EntryLayout.CHECKSUM_BYTES);
    if (sideBytes > sideMost) {
      return fault(EntryLayout.SIDE_BYTES, 4, "side_bytes", "0 … " + sideMost, sideBytes);
    }
    long reserved = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.RESERVED);
    if (reserved != 0) {
      return fault(EntryLayout.RESERVED, 4, "reserved", "0", reserved);
    }
    return Optional.empty();
  }

  private static Optional<BatchFault> checkBodies(byte[] entry, int offset, int bodiesEnd) {
    long bodies = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.BODY_COUNT);
    long events = LittleEndian.getUnsignedInt(entry, offset + EntryLayout.EVENT_COUNT);
    long eventsSeen = 0;
    int at = EntryLayout.HEADER_BYTES;
    for (long i = 0; i < bodies; i++) {
      if (bodiesEnd - at < EntryLayout.BODY_HEADER_BYTES) {
        return fault(EntryLayout.BODY_COUNT, 4, "body_count", Long.toString(i), bodies);
      }
      int kind = getShort(entry, offset + at + EntryLayout.BODY_KIND);
      if (kind == 0) {
        return fault(at + EntryLayout.BODY_KIND, 2, "body_kind", "1 … 65535", kind);
      }
      int reserved = getShort(entry, offset + at + EntryLayout.BODY_RESERVED);
      if (reserved != 0) {
        return fault(at + EntryLayout.BODY_RESERVED, 2, "reserved", "0", reserved);
      }
      long rows = LittleEndian.getUnsignedInt(entry, offset + at + EntryLayout.BODY_ROWS);
      int fitting = (bodiesEnd - at - EntryLayout.BODY_HEADER_BYTES) / REQUEST_BYTES;
      if (rows < 1 || rows > fitting) {
        return fault(at + EntryLayout.BODY_ROWS, 4, "body_rows", "1 … " + fitting, rows);
      }
      eventsSeen += rows;
      at += EntryLayout.BODY_HEADER_BYTES + (int) rows * REQUEST_BYTES;
    }
    if (at != bodiesEnd) {
      return fault(
          at,
          bodiesEnd - at,
          "body_count",
          "no bytes between bodies and side section",
          bodiesEnd - at);
    }
    if (eventsSeen != events) {
      return fault(EntryLayout.EVENT_COUNT, 4, "event_count", Long.toString(eventsSeen), events);
    }
    return Optional.empty();
  }

  private static Optional<BatchFault> fault(
      int at, int bytes, String what, String expected, long found) {
    return Optional.of(BatchFault.range(at, bytes, what, expected, found));
  }

  /** T, nanoseconds since 1970. */
  public long stampNs() {
    return getLong(bytes, start + EntryLayout.STAMP);
  }

  /** The batch's flags, see {@link BatchFlags}. */
  public int flags() {
    return getShort(bytes, start + EntryLayout.FLAGS);
  }

  /** Whether the batch is the last one of its journal unit. */
  public boolean closesJournalUnit() {
    return (flags() & BatchFlags.CLOSES_JOURNAL_UNIT) != 0;
  }

  /** Events of all bodies together. */
  public int eventCount() {
    return getInt(bytes, start + EntryLayout.EVENT_COUNT);
  }

  /** How many bodies the entry has. */
  public int bodyCount() {
    return getInt(bytes, start + EntryLayout.BODY_COUNT);
  }

  /** Goes to the next body; false behind the last one. */
  public boolean nextBody() {
    if (bodiesSeen == bodyCount()) {
      body = -1;
      return false;
    }
    body = nextBody;
    bodiesSeen++;
    int rows = bodyRows();
    nextBody += EntryLayout.BODY_HEADER_BYTES + rows * REQUEST_BYTES;
    nextEvent += rows;
    return true;
  }

  /** The body kind's wire number. */
  public int bodyKind() {
    return getShort(bytes, body + EntryLayout.BODY_KIND);
  }

  /** Rows of the body. */
  public int bodyRows() {
    return getInt(bytes, body + EntryLayout.BODY_ROWS);
  }

  /** Number of the body's first event in the batch, from 0. */
  public int bodyFirstEvent() {
    return nextEvent - bodyRows();
  }

  /** Where the body's first request record starts in {@link #bytes()}. */
  public int recordsOffset() {
    return body + EntryLayout.BODY_HEADER_BYTES;
  }

  /** The array that holds the entry; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The cursor over the side section; {@link #rewind()} puts it before the first item. */
  public SideReader side() {
    return side;
  }
}
