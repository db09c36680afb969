package io.tallystick.ordering.log;

import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.Membership;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks all files of a log that cannot be opened and notes what is whole; changes nothing. */
final class LogSurvey {
  private final LogFiles files;
  private final LogOwner owner;
  private final SettledElsewhere settled;
  private final GroupScan scan = new GroupScan();
  private final KnownEntries known = new KnownEntries();
  private final List<LogFile> opened = new ArrayList<>();
  private final List<DamagedSpot> spots = new ArrayList<>();
  private final List<WholePart> whole = new ArrayList<>();
  private final List<Membership> memberships = new ArrayList<>();
  private HardState hardState = HardState.EMPTY;
  private long groupNumber;
  private boolean groupNumberKnown;
  private boolean truncated;
  private EndOfDamage endOfDamage;
  private long firstWhole = DamagedSpot.UNKNOWN;

  /** A file, with its head if that is whole. */
  private record SurveyedFile(LogFile file, long number, SegmentHeader header) {}

  LogSurvey(LogFiles files, LogOwner owner, SettledElsewhere settled) {
    this.files = files;
    this.owner = owner;
    this.settled = settled;
  }

  SurveyedLog run() throws IOException {
    try {
      List<SurveyedFile> all = openAll();
      for (int i = 0; i < all.size(); i++) {
        walk(
            all.get(i), i == 0 ? null : all.get(i - 1), i + 1 < all.size() ? all.get(i + 1) : null);
      }
      if (!spots.isEmpty() && endOfDamage == null) {
        endOfDamage = known.end();
      }
      return new SurveyedLog(
          opened, spots, whole, endOfDamage, firstWhole, hardState, memberships, truncated);
    } catch (IOException | RuntimeException e) {
      for (LogFile file : opened) {
        file.close();
      }
      throw e;
    }
  }

  private List<SurveyedFile> openAll() throws IOException {
    List<Long> numbers =
        files.names().stream().filter(Segment::isSegment).map(Segment::numberOf).sorted().toList();
    List<SurveyedFile> all = new ArrayList<>();
    for (long number : numbers) {
      LogFile file = files.open(Segment.fileName(number));
      opened.add(file);
      all.add(new SurveyedFile(file, number, header(file, number)));
    }
    return all;
  }

  private SegmentHeader header(LogFile file, long number) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(LogFormat.SEGMENT_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int read = file.read(bytes, 0);
    SegmentHeader header;
    try {
      header = SegmentHeader.decode(bytes.position(0).limit(read), file.name());
    } catch (TallystickException damaged) {
      if (!damaged.code().equals(LogErrors.DAMAGED_CODE)) {
        throw damaged;
      }
      return null;
    }
    if (!header.owner().equals(owner)) {
      throw LogErrors.ofAnother(files.describe(), header.owner(), owner);
    }
    return header.number() == number ? header : null;
  }

  private void walk(SurveyedFile file, SurveyedFile before, SurveyedFile next) throws IOException {
    scan.open(file.file(), file.number());
    begin(file, before);
    long end = next == null || next.header() == null ? -1 : next.header().previousEnd();
    long limit = end < 0 ? scan.size() : Math.min(end, scan.size());
    long at = LogFormat.SEGMENT_HEADER_BYTES;
    boolean over = false;
    while (!over && at + LogFormat.GROUP_HEADER_BYTES <= limit) {
      GroupHeader group = scan.header(at);
      if (group != null && at + group.groupBytes() > limit) {
        group = null;
      }
      long bad = group == null ? at : scan.firstBadRecord(at, group);
      if (group != null && bad < 0) {
        take(file.file(), at, group);
        at += group.groupBytes();
      } else if (end < 0 && isEnd(at, group, next == null)) {
        over = true;
      } else {
        at = damagedGroup(file.file(), at, group, bad, limit, end >= 0);
      }
    }
    end(file, at, end);
  }

  private void begin(SurveyedFile file, SurveyedFile before) {
    if (before != null && file.number() != before.number() + 1) {
      spot(file.file().name(), 0, 0, "files before it are missing");
      known.lost();
      groupNumberKnown = false;
    }
    SegmentHeader header = file.header();
    if (header == null) {
      spot(
          file.file().name(),
          0,
          LogFormat.SEGMENT_HEADER_BYTES,
          "the segment's header does not match its checksum");
      return;
    }
    memberships.add(header.membership());
    if (before == null) {
      known.startAfter(header.startIndex() - 1, header.previousTerm());
    } else if (known.isKnown() && known.nextIndex() != header.startIndex()) {
      spot(
          file.file().name(),
          0,
          0,
          "it begins with entry "
              + header.startIndex()
              + ", the file before ends with "
              + known.lastIndex());
      known.lost();
    }
    known.resumeAfter(header.startIndex() - 1, header.previousTerm());
    hardState = header.hardState();
  }

  /** Holds the place where the groups ended against what the heads say. */
  private void end(SurveyedFile file, long at, long end) {
    SegmentHeader header = file.header();
    boolean cut = header != null && scan.size() != header.fileBytes();
    if (cut || at < end) {
      spot(
          file.file().name(),
          Math.min(at, scan.size()),
          Math.min(at, scan.size()),
          "the file has "
              + scan.size()
              + " bytes"
              + (header == null ? "" : " and was made with " + header.fileBytes()));
    }
    // Whether a file whose head is gone and that holds no group ever held one cannot be told.
    boolean nothingKnown = header == null && at == LogFormat.SEGMENT_HEADER_BYTES;
    if (at < end || (end < 0 && (cut || nothingKnown))) {
      known.lost();
      groupNumberKnown = false;
    }
  }

  private void spot(String file, long from, long to, String what) {
    long first = known.isKnown() ? known.nextIndex() : DamagedSpot.UNKNOWN;
    spots.add(new DamagedSpot(file, from, to, first, DamagedSpot.UNKNOWN, what));
    whole.clear();
    endOfDamage = null;
    firstWhole = DamagedSpot.UNKNOWN;
  }

  /** Takes in a group that is whole. */
  private void take(LogFile file, long at, GroupHeader group) throws IOException {
    if (groupNumberKnown && group.number() != groupNumber + 1) {
      if (endOfDamage != null || spots.isEmpty()) {
        spot(file.name(), at, at, "group " + group.number() + " follows group " + groupNumber);
      }
      known.lost();
    }
    groupNumberKnown = true;
    groupNumber = group.number();
    hardState = group.hardState();
    if (whole.isEmpty() || !whole.get(whole.size() - 1).extend(file, at, group)) {
      whole.add(new WholePart(file, group.segment(), at, at + group.groupBytes()));
    }
    long offset = at + LogFormat.GROUP_HEADER_BYTES;
    long bodyEnd = offset + group.bodyBytes();
    while (offset < bodyEnd) {
      Record record = scan.record(offset, bodyEnd);
      takeRecord(file, record, bodyEnd);
      offset = record.end();
    }
  }

  private void takeRecord(LogFile file, Record record, long bodyEnd) throws IOException {
    if (record.isTruncation()) {
      truncated = true;
      known.lost();
      return;
    }
    boolean follows =
        !known.isKnown()
            || (record.index() == known.nextIndex() && record.term() >= known.lastTerm());
    if (!spots.isEmpty() && endOfDamage == null) {
      if (!follows) {
        known.lost();
      }
      endOfDamage = known.end();
      firstWhole = record.index();
      spots.add(spots.remove(spots.size() - 1).endsBefore(record.index()));
    } else if (!follows) {
      throw LogErrors.damaged(
          file.name(),
          record.offset(),
          known.nextIndex(),
          "entry " + record.index() + " follows entry " + known.lastIndex());
    }
    if (record.kind() == EntryKind.MEMBERSHIP.number()) {
      byte[] members = record.entry().bytes();
      memberships.add(Membership.decode(members, 0, members.length));
    }
    long offset = record.offset();
    known.passed(record, () -> Optional.of(WholePart.entry(file, offset, bodyEnd)));
  }

  /** Whether nothing follows that was ever durable. */
  private boolean isEnd(long at, GroupHeader group, boolean lastFile) throws IOException {
    if (!lastFile) {
      return scan.endOfWritten(at) == at;
    }
    if (scan.laterGroup(at, scan.size()) >= 0) {
      return false;
    }
    if (group == null) {
      return scan.sectorIsZero(at);
    }
    return scan.lacksSector(at, group)
        && !TornEnd.isSettled(scan, at, group, known.nextIndex(), known.lastTerm(), settled);
  }

  /** Notes a damaged group, and what can be made out of it; returns where it ends. */
  private long damagedGroup(
      LogFile file, long at, GroupHeader group, long bad, long limit, boolean endKnown)
      throws IOException {
    if (group == null) {
      return groupWithoutHeader(file, at, limit, endKnown);
    }
    long end = at + group.groupBytes();
    spot(file.name(), at, end, "the record at byte " + bad + " does not match its checksum");
    if (groupNumberKnown && group.number() != groupNumber + 1) {
      known.lost();
    }
    groupNumberKnown = true;
    groupNumber = group.number();
    hardState = group.hardState();
    walkBody(at, group.bodyBytes(), group);
    return end;
  }

  /**
   * Without its header a group ends where the next one begins. If its length as it stands says the
   * same, it was one group, and its entries can be made out.
   */
  private long groupWithoutHeader(LogFile file, long at, long limit, boolean endKnown)
      throws IOException {
    long next = scan.laterGroup(at, limit);
    boolean endIsTold = next >= 0 || endKnown;
    long toldEnd = next >= 0 ? next : limit;
    long writtenEnd = Math.min(limit, Math.max(scan.endOfWritten(at), at + LogFormat.SECTOR_BYTES));
    long bodyBytes = scan.unsignedInt(at + GroupHeader.BODY_BYTES_AT);
    long claimedEnd = LogFormat.alignToSector(at + LogFormat.GROUP_HEADER_BYTES + bodyBytes);
    boolean endFits =
        endIsTold ? claimedEnd == toldEnd : (claimedEnd >= writtenEnd && claimedEnd <= limit);
    boolean oneGroup =
        endFits && scan.isPadding(at + LogFormat.GROUP_HEADER_BYTES + bodyBytes, claimedEnd);
    long end = oneGroup ? claimedEnd : (endIsTold ? toldEnd : writtenEnd);
    spot(file.name(), at, end, "the group's header does not match its checksum");
    if (oneGroup) {
      groupNumber++;
      walkBody(at, bodyBytes, null);
    } else {
      known.lost();
      groupNumberKnown = false;
    }
    return end;
  }

  private void walkBody(long groupStart, long bodyBytes, GroupHeader header) throws IOException {
    GroupWalk walk =
        GroupWalk.of(scan, groupStart, bodyBytes, header, known.nextIndex(), known.lastTerm());
    if (walk.complete()) {
      walk.entries().forEach(known::passed);
    } else {
      known.lost();
    }
  }
}
