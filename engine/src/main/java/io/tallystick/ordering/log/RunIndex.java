package io.tallystick.ordering.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where entries lie: runs of consecutive entries in one segment, each with a place noted about
 * every 64 KiB. Safe for use by several threads.
 */
final class RunIndex {
  /** Distance of noted places, bytes; what a reader walks at most to find an entry. */
  private static final int PLACE_DISTANCE_BYTES = 64 << 10;

  /**
   * A place to start reading.
   *
   * @param index the entry whose record is at {@code offset}
   * @param bodyEnd where the body of its group ends
   * @param runLast the last entry that can be read on from here
   */
  record Place(Segment segment, long index, long offset, long bodyEnd, long runLast) {}

  private static final class Run {
    final Segment segment;
    final long first;
    long last;
    long[] places = new long[3 * 4];
    int count;

    Run(Segment segment, long first) {
      this.segment = segment;
      this.first = first;
      this.last = first - 1;
    }

    void note(long index, long offset, long bodyEnd) {
      if (count > 0 && offset - places[3 * count - 2] < PLACE_DISTANCE_BYTES) {
        return;
      }
      if (3 * count == places.length) {
        places = Arrays.copyOf(places, places.length * 2);
      }
      places[3 * count] = index;
      places[3 * count + 1] = offset;
      places[3 * count + 2] = bodyEnd;
      count++;
    }

    Place placeOf(long index) {
      int low = 0;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (places[3 * middle] <= index) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      return new Place(segment, places[3 * low], places[3 * low + 1], places[3 * low + 2], last);
    }
  }

  private final List<Run> runs = new ArrayList<>();

  /** Notes that the record of the next entry is at that offset. */
  synchronized void add(Segment segment, long index, long offset, long bodyEnd) {
    Run run = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    if (run == null || run.segment != segment || run.last + 1 != index) {
      run = new Run(segment, index);
      runs.add(run);
    }
    run.note(index, offset, bodyEnd);
    run.last = index;
  }

  /** Drops entries from an index on; the next one starts a run of its own. */
  synchronized void truncate(long from, Segment current) {
    runs.removeIf(run -> run.first >= from);
    if (!runs.isEmpty()) {
      Run run = runs.get(runs.size() - 1);
      run.last = Math.min(run.last, from - 1);
    }
    runs.add(new Run(current, from));
  }

  /** Drops everything. */
  synchronized void clear() {
    runs.clear();
  }

  /** Drops runs that lie in segments before that one. */
  synchronized void cutBefore(Segment segment) {
    runs.removeIf(run -> run.segment.number < segment.number);
  }

  /** Where to start reading for an entry; null if it is not in the files. */
  synchronized Place find(long index) {
    for (int i = runs.size() - 1; i >= 0; i--) {
      Run run = runs.get(i);
      if (run.first <= index) {
        return index <= run.last ? run.placeOf(index) : null;
      }
    }
    return null;
  }
}
