package io.tallystick.ordering.raft;

import java.util.ArrayList;
import java.util.List;

/** A log of plain objects that begins with entry 1, unless it is cut or begun anew. */
final class MemoryLog implements LogView {
  final List<LogEntry> entries = new ArrayList<>();
  private long before;
  private long termBefore;

  /** A log whose entries have these terms, in order. */
  static MemoryLog ofTerms(long... terms) {
    MemoryLog log = new MemoryLog();
    for (long term : terms) {
      log.entries.add(LogEntry.noOp(log.entries.size() + 1, term));
    }
    return log;
  }

  /** Begins after that index, with nothing. */
  void reset(LogStart start) {
    entries.clear();
    before = start.index();
    termBefore = start.term();
  }

  /** Drops everything before an index. */
  void cutBefore(long index) {
    termBefore = term(index - 1);
    entries.subList(0, (int) (index - 1 - before)).clear();
    before = index - 1;
  }

  /** Drops that index and all after it. */
  void truncate(long from) {
    entries.subList((int) (from - 1 - before), entries.size()).clear();
  }

  MemoryLog copy() {
    MemoryLog copy = new MemoryLog();
    copy.before = before;
    copy.termBefore = termBefore;
    copy.entries.addAll(entries);
    return copy;
  }

  List<Long> terms() {
    return entries.stream().map(LogEntry::term).toList();
  }

  @Override
  public long firstIndex() {
    return before + 1;
  }

  @Override
  public long lastIndex() {
    return before + entries.size();
  }

  @Override
  public long term(long index) {
    if (index == before) {
      return termBefore;
    }
    return index < before || index > lastIndex()
        ? -1
        : entries.get((int) (index - 1 - before)).term();
  }

  @Override
  public long firstIndexOfTermAt(long index) {
    long at = index;
    while (at > firstIndex() && term(at - 1) == term(index)) {
      at--;
    }
    return at;
  }

  @Override
  public List<LogEntry> entries(long from, long bytesMax) {
    List<LogEntry> found = new ArrayList<>();
    long bytes = 0;
    for (long index = from; index <= lastIndex(); index++) {
      LogEntry entry = entries.get((int) (index - 1 - before));
      if (!found.isEmpty() && bytes + entry.length() > bytesMax) {
        break;
      }
      bytes += entry.length();
      found.add(entry);
    }
    return found;
  }
}
