package io.tallystick.ordering.log;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;

/** The term of every index that a log holds: one row for each run of entries of one term. */
final class TermTable {
  private record Row(long firstIndex, long term) {}

  private final List<Row> rows = new ArrayList<>();
  private long first;
  private long last;
  private long previousTerm;

  /** An empty log that begins at {@code first}. */
  TermTable(long first, long previousTerm) {
    this.first = first;
    this.last = first - 1;
    this.previousTerm = previousTerm;
  }

  /** Empty again, with another beginning. */
  void reset(long newFirst, long newPreviousTerm) {
    rows.clear();
    first = newFirst;
    last = newFirst - 1;
    previousTerm = newPreviousTerm;
  }

  TermTable copy() {
    TermTable copy = new TermTable(first, previousTerm);
    copy.rows.addAll(rows);
    copy.last = last;
    return copy;
  }

  long firstIndex() {
    return first;
  }

  long lastIndex() {
    return last;
  }

  void append(long index, long term) {
    Checks.equal(index, last + 1, "index of an appended entry");
    Checks.that(term >= term(last), "terms never fall along the log");
    if (rows.isEmpty() || rows.get(rows.size() - 1).term() != term) {
      rows.add(new Row(index, term));
    }
    last = index;
  }

  void truncate(long from) {
    Checks.inRange(from, first, last, "truncation");
    while (!rows.isEmpty() && rows.get(rows.size() - 1).firstIndex() >= from) {
      rows.remove(rows.size() - 1);
    }
    last = from - 1;
  }

  /** Forgets everything below an index. */
  void cutBefore(long newFirst) {
    Checks.inRange(newFirst, first, last + 1, "cut");
    previousTerm = term(newFirst - 1);
    int row = rowAt(newFirst);
    if (newFirst > last) {
      rows.clear();
    } else {
      long term = rows.get(row).term();
      rows.subList(0, row + 1).clear();
      rows.add(0, new Row(newFirst, term));
    }
    first = newFirst;
  }

  /** For first - 1 … last; -1 for any other index. */
  long term(long index) {
    if (index == first - 1) {
      return previousTerm;
    }
    return index < first || index > last ? -1 : rows.get(rowAt(index)).term();
  }

  long firstIndexOfTermAt(long index) {
    Checks.inRange(index, first, last, "index in the log");
    return rows.get(rowAt(index)).firstIndex();
  }

  /** The last row that begins at or before the index; -1 if none does. */
  private int rowAt(long index) {
    int low = 0;
    int high = rows.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).firstIndex() <= index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
