package io.tallystick.ordering.raft;

import java.util.ArrayList;
import java.util.List;

/** A log of plain objects that begins with entry 1. */
final class MemoryLog implements LogView {
  final List<LogEntry> entries = new ArrayList<>();

  /** A log whose entries have these terms, in order. */
  static MemoryLog ofTerms(long... terms) {
    MemoryLog log = new MemoryLog();
    for (long term : terms) {
      log.entries.add(LogEntry.noOp(log.entries.size() + 1, term));
    }
    return log;
  }

  MemoryLog copy() {
    MemoryLog copy = new MemoryLog();
    copy.entries.addAll(entries);
    return copy;
  }

  List<Long> terms() {
    return entries.stream().map(LogEntry::term).toList();
  }

  @Override
  public long firstIndex() {
    return 1;
  }

  @Override
  public long lastIndex() {
    return entries.size();
  }

  @Override
  public long term(long index) {
    if (index == 0) {
      return 0;
    }
    return index > entries.size() ? -1 : entries.get((int) index - 1).term();
  }

  @Override
  public long firstIndexOfTermAt(long index) {
    long at = index;
    while (at > 1 && term(at - 1) == term(index)) {
      at--;
    }
    return at;
  }

  @Override
  public List<LogEntry> entries(long from, long bytesMax) {
    List<LogEntry> found = new ArrayList<>();
    long bytes = 0;
    for (long index = from; index <= entries.size(); index++) {
      LogEntry entry = entries.get((int) index - 1);
      if (!found.isEmpty() && bytes + entry.length() > bytesMax) {
        break;
      }
      bytes += entry.length();
      found.add(entry);
    }
    return found;
  }
}
