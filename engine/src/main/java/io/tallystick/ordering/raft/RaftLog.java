package io.tallystick.ordering.raft;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;

/** The log behind its view, with the changes that the next {@link Ready} will hand over on top. */
final class RaftLog {
  private final LogView view;
  private List<LogEntry> tail = new ArrayList<>();
  private long truncateFrom;
  private LogStart reset;
  private long last;

  RaftLog(LogView view) {
    this.view = view;
    this.last = view.lastIndex();
  }

  long firstIndex() {
    return reset == null ? view.firstIndex() : reset.index() + 1;
  }

  long lastIndex() {
    return last;
  }

  long lastTerm() {
    return term(last);
  }

  /** As {@link LogView#term}, with the changes not yet handed over. */
  long term(long index) {
    if (index > last) {
      return -1;
    }
    long tailFirst = last - tail.size() + 1;
    if (index >= tailFirst) {
      return tail.get((int) (index - tailFirst)).term();
    }
    if (reset != null) {
      return index == reset.index() ? reset.term() : -1;
    }
    return view.term(index);
  }

  /** Whether a log that ends with this entry holds everything that may be committed here. */
  boolean isUpToDate(long otherLastIndex, long otherLastTerm) {
    long term = lastTerm();
    return otherLastTerm > term || (otherLastTerm == term && otherLastIndex >= last);
  }

  /** The first index of the run of entries that share the term of {@code index}. */
  long firstIndexOfTermAt(long index) {
    long tailFirst = last - tail.size() + 1;
    if (index < tailFirst) {
      return view.firstIndexOfTermAt(index);
    }
    long term = term(index);
    long at = index;
    while (at > tailFirst && term(at - 1) == term) {
      at--;
    }
    boolean goesOnBelow =
        at == tailFirst && at > view.firstIndex() && view.term(tailFirst - 1) == term;
    return goesOnBelow ? view.firstIndexOfTermAt(tailFirst - 1) : at;
  }

  void append(LogEntry entry) {
    Checks.equal(entry.index(), last + 1, "index of an appended entry");
    tail.add(entry);
    last++;
  }

  void truncate(long from) {
    Checks.inRange(from, firstIndex(), last, "truncation");
    long tailFirst = last - tail.size() + 1;
    if (from >= tailFirst) {
      tail.subList((int) (from - tailFirst), tail.size()).clear();
    } else {
      tail.clear();
      truncateFrom = from;
    }
    last = from - 1;
  }

  /** Drops everything and begins after another index. */
  void reset(LogStart start) {
    tail.clear();
    truncateFrom = 0;
    reset = start;
    last = start.index();
  }

  /**
   * Entries to send; those not yet handed over are visible too. May return fewer, or none if they
   * are not in memory.
   */
  List<LogEntry> entries(long from, long bytesMax) {
    long tailFirst = last - tail.size() + 1;
    if (from < tailFirst) {
      List<LogEntry> stored = view.entries(from, bytesMax);
      long beyond = from + stored.size() - tailFirst;
      return beyond <= 0 ? stored : stored.subList(0, (int) (stored.size() - beyond));
    }
    int start = (int) (from - tailFirst);
    int end = start;
    long bytes = 0;
    while (end < tail.size() && (end == start || bytes + tail.get(end).length() <= bytesMax)) {
      bytes += tail.get(end).length();
      end++;
    }
    return List.copyOf(tail.subList(start, end));
  }

  /** Hands over the entries collected since the last call. */
  List<LogEntry> takeTail() {
    List<LogEntry> taken = tail;
    tail = new ArrayList<>();
    return taken;
  }

  /** Hands over the truncation collected since the last call; 0 for none. */
  long takeTruncation() {
    long taken = truncateFrom;
    truncateFrom = 0;
    return taken;
  }

  /** Hands over the new start that was set since the last call; null for none. */
  LogStart takeReset() {
    LogStart taken = reset;
    reset = null;
    return taken;
  }
}
