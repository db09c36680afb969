package io.tallystick.ordering.log;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads a log from its first byte to its last when it is opened, and tells a torn end from damage.
 *
 * <p>Torn is only the last group, and only if a sector of it was never written: then its fsync
 * cannot have returned, and nothing in it was acknowledged. A bad group whose sectors are all
 * there, or one that another group follows, was durable: that is damage and never cut. So was one
 * of which an entry is known to be settled, whatever its sectors look like.
 */
final class SegmentScanner {
  private final List<Segment> segments;
  private final LogState state;
  private final SettledElsewhere settled;
  private final GroupScan scan = new GroupScan();
  private long tornBytes;

  SegmentScanner(List<Segment> segments, LogState state, SettledElsewhere settled) {
    this.segments = segments;
    this.state = state;
    this.settled = settled;
  }

  /** Bytes of the torn group that was cut; 0 if none was. */
  long tornBytes() {
    return tornBytes;
  }

  /** Scans a segment that another follows: everything up to {@code end} was durable. */
  void scanFull(Segment segment, long end) throws IOException {
    scan.open(segment.file, segment.number);
    while (segment.end < end) {
      GroupHeader group = scan.header(segment.end);
      if (group == null || segment.end + group.groupBytes() > end) {
        throw damaged(segment, segment.end, "the group's header does not match its checksum");
      }
      long bad = scan.firstBadRecord(segment.end, group);
      if (bad >= 0) {
        throw damaged(segment, bad, "the record does not match its checksum");
      }
      take(segment, group);
    }
  }

  /** Scans the last segment and cuts a torn group at its end. */
  void scanLast(Segment segment) throws IOException {
    scan.open(segment.file, segment.number);
    long size = scan.size();
    while (segment.end + LogFormat.GROUP_HEADER_BYTES <= size) {
      GroupHeader group = scan.header(segment.end);
      if (group == null) {
        requireUnwritten(segment);
        wipe(segment);
        return;
      }
      long bad = scan.firstBadRecord(segment.end, group);
      if (bad >= 0) {
        requireTorn(segment, group, bad);
        wipe(segment);
        return;
      }
      take(segment, group);
    }
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
      Record record = scan.record(offset, bodyEnd);
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
    if (record.kind() == EntryKind.MEMBERSHIP.number()) {
      state.entry(segment, record.entry(), record.offset(), bodyEnd);
    } else {
      state.appended(segment, record.index(), record.term(), record.offset(), bodyEnd);
    }
  }

  /** No group begins here: fine if nothing was written, or all of its first sector never was. */
  private void requireUnwritten(Segment segment) throws IOException {
    if (!scan.sectorIsZero(segment.end)) {
      throw damaged(segment, segment.end, "the group's header does not match its checksum");
    }
    long later = scan.laterGroup(segment.end, scan.size());
    if (later >= 0) {
      throw damaged(segment, segment.end, "a group was wiped; another follows at " + later);
    }
  }

  private void requireTorn(Segment segment, GroupHeader group, long badOffset) throws IOException {
    if (scan.laterGroup(segment.end, scan.size()) >= 0) {
      throw damaged(
          segment, badOffset, "the record does not match its checksum, yet a group follows");
    }
    if (!scan.lacksSector(segment.end, group)) {
      throw damaged(
          segment, badOffset, "the record was written whole and does not match its checksum");
    }
    long last = state.terms.lastIndex();
    if (TornEnd.isSettled(scan, segment.end, group, last + 1, state.terms.term(last), settled)) {
      throw damaged(
          segment, badOffset, "a part of it is lost, and an entry beside it is known as settled");
    }
  }

  /** Makes everything after the last good group unwritten again. */
  private void wipe(Segment segment) throws IOException {
    boolean wiped = false;
    long size = scan.size();
    for (long at = segment.end; at < size; at += LogFormat.SECTOR_BYTES) {
      int length = (int) Math.min(LogFormat.SECTOR_BYTES, size - at);
      if (!scan.sectorIsZero(at)) {
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
