package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.LogEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest entries, by reference. What is not yet in the file is always here; of the rest as much
 * as fits the bound.
 */
final class RecentEntries {
  private static final int SLOTS_MIN = 64;

  private final long bytesMax;
  private LogEntry[] slots = new LogEntry[SLOTS_MIN];
  private long first;
  private long next;
  private long unwrittenFrom;
  private long bytes;

  RecentEntries(long bytesMax, long next) {
    this.bytesMax = bytesMax;
    this.first = next;
    this.next = next;
    this.unwrittenFrom = next;
  }

  void append(LogEntry entry) {
    if (next - first == slots.length) {
      grow();
    }
    slots[slot(next)] = entry;
    next++;
    bytes += entry.length();
    evict();
  }

  private void grow() {
    LogEntry[] larger = new LogEntry[slots.length * 2];
    for (long index = first; index < next; index++) {
      larger[(int) (index & (larger.length - 1))] = slots[slot(index)];
    }
    slots = larger;
  }

  private int slot(long index) {
    return (int) (index & (slots.length - 1));
  }

  void truncate(long from) {
    while (next > from && next > first) {
      next--;
      bytes -= slots[slot(next)].length();
      slots[slot(next)] = null;
    }
    next = Math.min(next, from);
    first = Math.min(first, next);
    unwrittenFrom = Math.min(unwrittenFrom, from);
  }

  /** That entry and all before it can be read from the file, unless it has been cut since. */
  void written(LogEntry entry) {
    if (get(entry.index()) == entry) {
      unwrittenFrom = Math.max(unwrittenFrom, entry.index() + 1);
      evict();
    }
  }

  private void evict() {
    while (bytes > bytesMax && first < unwrittenFrom && first < next) {
      bytes -= slots[slot(first)].length();
      slots[slot(first)] = null;
      first++;
    }
  }

  /** The entry, or null if it is not here. */
  LogEntry get(long index) {
    return index < first || index >= next ? null : slots[slot(index)];
  }

  /** Entries from an index on, at least one if it is here, then while they fit in the bytes. */
  List<LogEntry> from(long index, long bytesLimit) {
    List<LogEntry> found = new ArrayList<>();
    long total = 0;
    for (long at = index; ; at++) {
      LogEntry entry = get(at);
      if (entry == null || (at > index && total + entry.length() > bytesLimit)) {
        return found;
      }
      total += entry.length();
      found.add(entry);
    }
  }

  long bytes() {
    return bytes;
  }
}
