package io.tallystick.ordering.log;

import io.tallystick.base.TallystickException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads a log from its first byte to its last when it is opened, and tells a torn end from damage.
 *
 * <p>Torn is only the last group, and only if a sector of it was never written: then its fsync
 * cannot have returned, and nothing in it was acknowledged. A bad group whose sectors are all
 * there, or one that another group follows, was durable: that is damage and never cut.
 */
final class SegmentScanner {
  private final List<Segment> segments;
  private final LogState state;
  private final FileWindow window = new FileWindow();
  private long tornBytes;

  SegmentScanner(List<Segment> segments, LogState state) {
    this.segments = segments;
    this.state = state;
  }

  /** Bytes of the torn group that was cut; 0 if none was. */
  long tornBytes() {
    return tornBytes;
  }

  /** Scans a segment that another follows: everything up to {@code end} was durable. */
  void scanFull(Segment segment, long end) throws IOException {
    window.open(segment.file);
    while (segment.end < end) {
      GroupHeader group = header(segment, segment.end);
      if (group == null || segment.end + group.groupBytes() > end) {
        throw damaged(segment, segment.end, "the group's header does not match its checksum");
      }
      long bad = firstBadRecord(segment, group);
      if (bad >= 0) {
        throw damaged(segment, bad, "the record does not match its checksum");
      }
      take(segment, group);
    }
  }

  /** Scans the last segment and cuts a torn group at its end. */
  void scanLast(Segment segment) throws IOException {
    window.open(segment.file);
    long size = segment.file.size();
    while (segment.end + LogFormat.GROUP_HEADER_BYTES <= size) {
      GroupHeader group = header(segment, segment.end);
      if (group == null) {
        endOrTear(segment, size);
        return;
      }
      long bad = firstBadRecord(segment, group);
      if (bad >= 0) {
        requireTorn(segment, group, bad, size);
        wipe(segment, size);
        return;
      }
      take(segment, group);
    }
  }

  private GroupHeader header(Segment segment, long offset) throws IOException {
    return window.load(offset, LogFormat.GROUP_HEADER_BYTES)
        ? GroupHeader.read(window.bytes(), window.at(offset), offset, segment.number)
        : null;
  }

  /** The offset of the first record that is not intact; -1 if all are. */
  private long firstBadRecord(Segment segment, GroupHeader group) throws IOException {
    long offset = segment.end + LogFormat.GROUP_HEADER_BYTES;
    long bodyEnd = offset + group.bodyBytes();
    while (offset < bodyEnd) {
      Record record = Record.read(window, offset, bodyEnd);
      if (record == null) {
        return offset;
      }
      offset = record.end();
    }
    return -1;
  }

  /** Takes in a group that is intact. */
  private void take(Segment segment, GroupHeader group) throws IOException {
    long offset = segment.end + LogFormat.GROUP_HEADER_BYTES;
    long bodyEnd = offset + group.bodyBytes();
    if (state.groupNumber != 0 && group.number() != state.groupNumber + 1) {
      throw damaged(
          segment, segment.end, "group " + group.number() + " follows group " + state.groupNumber);
    }
    while (offset < bodyEnd) {
      Record record = Record.read(window, offset, bodyEnd);
      takeRecord(segment, record, bodyEnd);
      offset = record.end();
    }
    state.groupNumber = group.number();
    state.hardState = group.hardState();
    segment.end += group.groupBytes();
  }

  private void takeRecord(Segment segment, Record record, long bodyEnd) {
    long last = state.terms.lastIndex();
    if (record.isTruncation()) {
      if (record.index() < state.terms.firstIndex() || record.index() > last) {
        throw damaged(segment, record.offset(), "a truncation outside the log");
      }
      state.truncated(record.index(), segment, segments);
      return;
    }
    if (record.index() != last + 1 || record.term() < state.terms.term(last)) {
      throw damaged(segment, record.offset(), "entry " + record.index() + " follows entry " + last);
    }
    if (record.kind() == io.tallystick.ordering.raft.EntryKind.MEMBERSHIP.number()) {
      state.entry(segment, record.entry(), record.offset(), bodyEnd);
    } else {
      state.appended(segment, record.index(), record.term(), record.offset(), bodyEnd);
    }
  }

  /** No group begins here: fine if nothing was written, else torn or damaged. */
  private void endOrTear(Segment segment, long size) throws IOException {
    window.load(segment.end, LogFormat.GROUP_HEADER_BYTES);
    boolean headWritten =
        !LogFormat.isZero(window.bytes(), window.at(segment.end), LogFormat.GROUP_HEADER_BYTES);
    if (headWritten) {
      throw damaged(segment, segment.end, "the group's header does not match its checksum");
    }
    long later = laterGroup(segment, size);
    if (later >= 0) {
      throw damaged(segment, segment.end, "a group was wiped; another follows at " + later);
    }
    wipe(segment, size);
  }

  private void requireTorn(Segment segment, GroupHeader group, long badOffset, long size)
      throws IOException {
    long later = laterGroup(segment, size);
    if (later >= 0) {
      throw damaged(
          segment, badOffset, "the record does not match its checksum, yet a group follows");
    }
    int zero = 0;
    long groupEnd = segment.end + group.groupBytes();
    for (long at = segment.end; at < groupEnd; at += LogFormat.SECTOR_BYTES) {
      window.load(at, LogFormat.SECTOR_BYTES);
      if (LogFormat.isZero(window.bytes(), window.at(at), LogFormat.SECTOR_BYTES)) {
        zero++;
      }
    }
    if (zero <= group.zeroSectors()) {
      throw damaged(
          segment, badOffset, "the record was written whole and does not match its checksum");
    }
  }

  /** The offset of a group that begins after the current end; -1 if there is none. */
  private long laterGroup(Segment segment, long size) throws IOException {
    for (long at = segment.end + LogFormat.SECTOR_BYTES;
        at + LogFormat.GROUP_HEADER_BYTES <= size;
        at += LogFormat.SECTOR_BYTES) {
      if (header(segment, at) != null) {
        return at;
      }
    }
    return -1;
  }

  /** Makes everything after the last good group unwritten again. */
  private void wipe(Segment segment, long size) throws IOException {
    boolean wiped = false;
    for (long at = segment.end; at < size; at += LogFormat.SECTOR_BYTES) {
      int length = (int) Math.min(LogFormat.SECTOR_BYTES, size - at);
      window.load(at, length);
      if (!LogFormat.isZero(window.bytes(), window.at(at), length & -Long.BYTES)) {
        segment.file.write(ByteBuffer.allocate(length), at);
        tornBytes = at + length - segment.end;
        wiped = true;
      }
    }
    if (wiped) {
      segment.file.force();
    }
  }

  private TallystickException damaged(Segment segment, long offset, String what) {
    return LogErrors.damaged(segment.file.name(), offset, state.terms.lastIndex() + 1, what);
  }
}
