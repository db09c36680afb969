package io.tallystick.ordering.raft;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Every membership that the log holds, by index. The newest one counts from the moment it is
 * appended, and an older one again if it is cut off (thesis, section 4.1).
 */
final class MembershipLog {
  private final NavigableMap<Long, Membership> byIndex = new TreeMap<>();

  /** The entry at the lowest key is the membership from which the log starts. */
  MembershipLog(NavigableMap<Long, Membership> stored) {
    if (stored.isEmpty()) {
      throw new IllegalArgumentException("a log without any membership");
    }
    byIndex.putAll(stored);
  }

  Membership latest() {
    return byIndex.lastEntry().getValue();
  }

  /** The newest committed one: {@link #committed(long)} forgets all before it. */
  Membership committed() {
    return byIndex.firstEntry().getValue();
  }

  long latestIndex() {
    return byIndex.lastKey();
  }

  void appended(LogEntry entry) {
    if (entry.kind() == EntryKind.MEMBERSHIP) {
      byIndex.put(entry.index(), Membership.decode(entry.bytes(), entry.offset(), entry.length()));
    }
  }

  /** The log begins anew after a committed index. */
  void reset(LogStart start) {
    byIndex.clear();
    byIndex.put(start.index(), start.membership());
  }

  void truncated(long from) {
    byIndex.tailMap(from, true).clear();
  }

  /** Forgets all but the newest membership at or below a committed index. */
  void committed(long index) {
    if (byIndex.size() > 1) {
      Map.Entry<Long, Membership> newest = byIndex.floorEntry(index);
      if (newest != null) {
        byIndex.headMap(newest.getKey(), false).clear();
      }
    }
  }
}
