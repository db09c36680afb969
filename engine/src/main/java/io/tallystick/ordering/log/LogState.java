package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.Membership;
import java.util.TreeMap;

/** What is written, as far as it is kept in memory: terms, members, hard state, places. */
final class LogState {
  final RunIndex runs = new RunIndex();
  final TermTable terms;
  final TreeMap<Long, Membership> memberships = new TreeMap<>();
  HardState hardState;
  long groupNumber;

  /** The log that begins with that segment. */
  LogState(SegmentHeader first) {
    this.terms = new TermTable(first.startIndex(), first.previousTerm());
    this.memberships.put(first.membershipIndex(), first.membership());
    this.hardState = first.hardState();
  }

  /** The log is begun anew with that segment; readers see it through the same objects. */
  void reset(SegmentHeader first) {
    runs.clear();
    terms.reset(first.startIndex(), first.previousTerm());
    memberships.clear();
    memberships.put(first.membershipIndex(), first.membership());
    hardState = first.hardState();
  }

  void entry(Segment segment, LogEntry entry, long offset, long bodyEnd) {
    appended(segment, entry.index(), entry.term(), offset, bodyEnd);
    if (entry.kind() == EntryKind.MEMBERSHIP) {
      memberships.put(
          entry.index(), Membership.decode(entry.bytes(), entry.offset(), entry.length()));
    }
  }

  void appended(Segment segment, long index, long term, long offset, long bodyEnd) {
    terms.append(index, term);
    runs.add(segment, index, offset, bodyEnd);
  }

  void truncated(long from, Segment current, Iterable<Segment> segments) {
    terms.truncate(from);
    runs.truncate(from, current);
    memberships.tailMap(from, true).clear();
    for (Segment segment : segments) {
      if (segment.number <= current.number && segment.startIndex > from) {
        segment.mayStartLog = false;
      }
    }
  }

  /** The log begins with that segment from now on. */
  void cutBefore(Segment segment) {
    terms.cutBefore(segment.startIndex);
    runs.cutBefore(segment);
    Long kept = memberships.floorKey(segment.startIndex);
    if (kept != null) {
      memberships.headMap(kept, false).clear();
    }
  }
}
