package io.tallystick.persistence.index.column;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers one query, stretch by stretch, newest first: from columns where they are ready and good,
 * else from the records.
 */
final class ColumnSearch {
  private static final int SCAN_BYTES = 1 << 16;

  private final ColumnSettings settings;
  private final RecordSource records;
  private final ColumnFolder folder;
  private final ColumnMaker maker;
  private final ColumnQuery query;
  private final ColumnWork work;

  /** Conditions that columns answer, and those that only a look at the record can. */
  private final List<ColumnMatch> sorted = new ArrayList<>();

  private final List<ColumnMatch> unsorted = new ArrayList<>();

  private long[] numbers = new long[16];
  private int count;

  /** Every number from here on that counts was looked at. */
  private long below;

  ColumnSearch(
      ColumnSettings settings,
      RecordSource records,
      ColumnFolder folder,
      ColumnMaker maker,
      ColumnQuery query) {
    this.settings = settings;
    this.records = records;
    this.folder = folder;
    this.maker = maker;
    this.query = query;
    this.work = new ColumnWork(query.workMax());
    this.below = query.belowNumber();
    for (ColumnMatch match : query.matches()) {
      boolean inColumn = settings.fields().get(match.field()).isInColumn(match.high(), match.low());
      (inColumn ? sorted : unsorted).add(match);
    }
    sorted.sort((a, b) -> Integer.compare(a.field(), b.field()));
  }

  ColumnHits run() {
    while (below > query.fromNumber() && !isFull() && !work.isSpent()) {
      long stretch = (below - 1) / settings.stretchRecords();
      long first = stretch * settings.stretchRecords();
      long from = Math.max(first, query.fromNumber());
      if (sorted.isEmpty() || !maker.isReady(stretch) || !inColumns(stretch, first, from)) {
        scan(from);
      }
    }
    boolean complete = below <= query.fromNumber();
    return new ColumnHits(Arrays.copyOf(numbers, count), complete ? ColumnHits.END : below);
  }

  /** Searches a stretch in its columns; false, with nothing done, if they are not good. */
  private boolean inColumns(long stretch, long first, long from) {
    int countBefore = count;
    long belowBefore = below;
    try {
      List<ColumnCursor> cursors = cursors(stretch);
      if (cursors.isEmpty()) {
        below = from;
      } else {
        meet(new ColumnMeet(cursors, work), first, from);
      }
      return true;
    } catch (TallystickException e) {
      if (e.kind() == ErrorKind.UNAVAILABLE) {
        throw e;
      }
      maker.damaged(stretch);
      count = countBefore;
      below = belowBefore;
      return false;
    }
  }

  /** One cursor for each sorted condition; none at all if one of them has no hit here. */
  private List<ColumnCursor> cursors(long stretch) {
    List<ColumnCursor> cursors = new ArrayList<>();
    for (ColumnMatch match : sorted) {
      ColumnFile file = folder.open(stretch, match.field(), work);
      if (!file.format().spans(match.high(), match.low())) {
        return List.of();
      }
      cursors.add(new ColumnCursor(file, match.high(), match.low()));
    }
    return cursors;
  }

  private void meet(ColumnMeet meet, long first, long from) {
    long place = below - first - 1;
    while (first + place >= from && !isFull()) {
      long found = meet.atOrBelow(place);
      if (found == ColumnMeet.UNDECIDED) {
        below = Math.max(from, first + meet.place() + 1);
        return;
      }
      if (found == ColumnMeet.NONE || first + found < from) {
        below = from;
        return;
      }
      below = first + found;
      if (holdsUnsorted(below)) {
        add(below);
      }
      if (work.isSpent()) {
        return;
      }
      place = found - 1;
    }
  }

  private boolean holdsUnsorted(long number) {
    if (unsorted.isEmpty()) {
      return true;
    }
    byte[] record = new byte[settings.recordBytes()];
    records.read(number, 1, record, 0);
    work.spend(1);
    return holds(unsorted, record, 0);
  }

  /** Reads records down to {@code from}; some always, so that every page of an answer gets on. */
  private void scan(long from) {
    int recordBytes = settings.recordBytes();
    int perRead = Math.max(1, SCAN_BYTES / recordBytes);
    byte[] bytes = new byte[perRead * recordBytes];
    do {
      int part = (int) Math.min(perRead, below - from);
      long start = below - part;
      records.read(start, part, bytes, 0);
      work.spend(1 + part * recordBytes / ColumnFormat.PAGE_BYTES);
      for (int i = part - 1; i >= 0 && !isFull(); i--) {
        int at = i * recordBytes;
        below = start + i;
        if (settings.selector().test(bytes, at) && holds(query.matches(), bytes, at)) {
          add(below);
        }
      }
    } while (below > from && !isFull() && !work.isSpent());
  }

  private boolean holds(List<ColumnMatch> matches, byte[] bytes, int at) {
    for (ColumnMatch match : matches) {
      ColumnField field = settings.fields().get(match.field());
      if (field.low(bytes, at) != match.low() || field.high(bytes, at) != match.high()) {
        return false;
      }
    }
    return true;
  }

  private boolean isFull() {
    return count == query.limit();
  }

  private void add(long number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, count * 2);
    }
    numbers[count++] = number;
  }
}
