package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import io.tallystick.persistence.file.LittleEndian;
import io.tallystick.persistence.file.Pacer;
import io.tallystick.persistence.file.ReadChannels;
import io.tallystick.persistence.file.StorageFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Answers which records have a value in a field, newest first.
 *
 * <p>Records are cut into stretches of a fixed number. A stretch whose records are all durable gets
 * one sorted file for each field, made in the background. A stretch without (good) files is read
 * record by record, so that an answer is right whatever the state of the files; bad ones are made
 * anew.
 */
public final class ColumnStore implements AutoCloseable {
  private static final String SUFFIX = ".col";
  private static final int CLOSE_WAIT_S = 60;

  private final Path folder;
  private final ColumnSettings settings;
  private final RecordSource records;
  private final FileAccess files;
  private final Consumer<TallystickException> failures;
  private final ReadChannels channels;
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService builder =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "columns");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
          });

  // Of the building thread alone.
  private long nextStretch;

  private volatile long durableRecords;
  private volatile boolean closing;

  private ColumnStore(
      Path folder,
      ColumnSettings settings,
      RecordSource records,
      FileAccess files,
      Consumer<TallystickException> failures) {
    this.folder = folder;
    this.settings = settings;
    this.records = records;
    this.files = files;
    this.failures = failures;
    this.channels = new ReadChannels(files, this::path);
  }

  /**
   * Opens the columns of a folder, makes it if it is missing, and removes columns of records that
   * are no longer there.
   *
   * @param recordCount how many records there are durably
   * @param failures told when columns cannot be made, as on a full disk; queries go on without
   */
  public static ColumnStore open(
      Path folder,
      ColumnSettings settings,
      RecordSource records,
      long recordCount,
      FileAccess files,
      Consumer<TallystickException> failures) {
    ColumnStore store = new ColumnStore(folder, settings, records, files, failures);
    try {
      files.makeFolder(folder);
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
    store.removeFrom(recordCount / settings.stretchRecords());
    store.advance(recordCount);
    return store;
  }

  /** Tells that so many records are durable; columns of whole stretches follow. Any thread. */
  public void advance(long recordCount) {
    durableRecords = recordCount;
    if (!closing && recordCount >= settings.stretchRecords() && underWay.add(-1L)) {
      builder.execute(this::buildMissing);
    }
  }

  /** Removes columns of records that were cut off. No query may run past the cut meanwhile. */
  public void truncateTo(long recordCount) {
    durableRecords = Math.min(durableRecords, recordCount);
    long keep = recordCount / settings.stretchRecords();
    try {
      builder
          .submit(
              () -> {
                nextStretch = Math.min(nextStretch, keep);
                removeFrom(keep);
              })
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.INTERNAL, "write_interrupted", "Interrupted while columns were removed", e);
    } catch (ExecutionException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "write_failed", "Columns not removed: " + e.getCause(), e);
    }
  }

  private void buildMissing() {
    underWay.remove(-1L);
    while (!closing && (nextStretch + 1) * settings.stretchRecords() <= durableRecords) {
      if (!hasAllFiles(nextStretch) && !build(nextStretch)) {
        return;
      }
      nextStretch++;
    }
  }

  private boolean hasAllFiles(long stretch) {
    for (int field = 0; field < settings.fields().size(); field++) {
      if (!Files.exists(path(fileNumber(stretch, field)))) {
        return false;
      }
    }
    return true;
  }

  private boolean build(long stretch) {
    try {
      Pacer pacer = new Pacer(settings.dutyPercent(), () -> closing);
      ColumnBuilder column = new ColumnBuilder(settings, records, files, pacer);
      for (int field = 0; field < settings.fields().size() && !closing; field++) {
        column.build(stretch, settings.fields().get(field), path(fileNumber(stretch, field)));
      }
      channels.reset();
      return true;
    } catch (TallystickException e) {
      failures.accept(e);
      return false;
    }
  }

  private void buildAnew(long stretch) {
    if (!closing
        && (stretch + 1) * settings.stretchRecords() <= durableRecords
        && underWay.add(stretch)) {
      builder.execute(
          () -> {
            if (stretch < nextStretch) {
              build(stretch);
            }
            underWay.remove(stretch);
          });
    }
  }

  /** Answers a query, or part of it; see {@link ColumnHits#nextBelow}. Any thread. */
  public ColumnHits find(ColumnQuery query) {
    Checks.inRange(query.limit(), 1, 1 << 20, "limit");
    Search search = new Search(query);
    long below = query.belowNumber();
    while (below > query.fromNumber() && !search.ended()) {
      long stretch = (below - 1) / settings.stretchRecords();
      long first = stretch * settings.stretchRecords();
      if (!inColumn(search, stretch, Math.max(first, query.fromNumber()), below)) {
        scan(search, Math.max(first, query.fromNumber()), below);
      }
      below = search.below;
    }
    return search.hits(below <= query.fromNumber());
  }

  /** Searches a stretch in its column; false if it has none that is good. */
  private boolean inColumn(Search search, long stretch, long from, long below) {
    if ((stretch + 1) * settings.stretchRecords() > durableRecords) {
      return false;
    }
    ColumnQuery query = search.query;
    ColumnField field = settings.fields().get(query.field());
    long first = stretch * settings.stretchRecords();
    int found = search.count;
    try {
      long file = fileNumber(stretch, query.field());
      ColumnFile column = new ColumnFile(channels, file, stretch, field, settings.stretchRecords());
      if (column.format().spans(query.valueHigh(), query.valueLow())) {
        collect(search, column, first, from, below);
      }
      search.work += column.pagesRead();
      search.below = search.full() ? search.numbers[search.count - 1] : from;
      return true;
    } catch (TallystickException e) {
      if (e.kind() != ErrorKind.DAMAGED) {
        throw e;
      }
      search.count = found;
      buildAnew(stretch);
      return false;
    }
  }

  private static void collect(Search search, ColumnFile column, long first, long from, long below) {
    ColumnQuery query = search.query;
    long entry = column.lowerBound(query.valueHigh(), query.valueLow(), below - first);
    while (entry > 0 && !search.full()) {
      long place = column.placeIfValue(entry - 1, query.valueHigh(), query.valueLow());
      if (place < 0 || first + place < from) {
        return;
      }
      search.add(first + place);
      entry--;
    }
  }

  private void scan(Search search, long from, long below) {
    ColumnField field = settings.fields().get(search.query.field());
    int recordBytes = settings.recordBytes();
    int perRead = Math.max(1, (1 << 16) / recordBytes);
    byte[] bytes = new byte[perRead * recordBytes];
    long end = below;
    while (end > from && !search.ended()) {
      int part = (int) Math.min(perRead, end - from);
      records.read(end - part, part, bytes, 0);
      search.work += 1 + part * recordBytes / ColumnFormat.PAGE_BYTES;
      for (int i = part - 1; i >= 0 && !search.full(); i--) {
        int at = i * recordBytes;
        long high = field.high(bytes, at);
        long low = field.low(bytes, at);
        boolean none = field.zeroMeansNone() && high == 0 && low == 0;
        if (!none
            && high == search.query.valueHigh()
            && low == search.query.valueLow()
            && settings.selector().test(bytes, at)) {
          search.add(end - part + i);
        }
      }
      end -= part;
    }
    search.below = search.full() ? search.numbers[search.count - 1] : end;
  }

  /**
   * The lowest number at or after {@code from} and below {@code below} whose time is not earlier.
   */
  public long firstNumberAtOrAfter(long time, long from, long below) {
    byte[] record = new byte[settings.recordBytes()];
    long low = from;
    long high = below;
    while (low < high) {
      long middle = (low + high) >>> 1;
      records.read(middle, 1, record, 0);
      if (Long.compareUnsigned(LittleEndian.getLong(record, settings.timeOffset()), time) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long fileNumber(long stretch, int field) {
    return stretch * settings.fields().size() + field;
  }

  private Path path(long fileNumber) {
    int fields = settings.fields().size();
    String field = settings.fields().get((int) (fileNumber % fields)).name();
    return folder.resolve(
        String.format(Locale.ROOT, "%012d-%s%s", fileNumber / fields, field, SUFFIX));
  }

  private void removeFrom(long stretch) {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path each : names) {
        String name = each.getFileName().toString();
        boolean column = name.matches("[0-9]{12}-.*\\" + SUFFIX);
        if (!column || Long.parseLong(name.substring(0, 12)) >= stretch) {
          files.delete(each);
        }
      }
    } catch (IOException e) {
      throw StorageFailure.writing(folder, e);
    }
    channels.reset();
  }

  /** Stretches whose columns are there, from the first one on; for status and tests. */
  public long stretchesWithColumns() {
    long stretch = 0;
    while (hasAllFiles(stretch)) {
      stretch++;
    }
    return stretch;
  }

  /** Ends the background work, unfinished. */
  @Override
  public void close() {
    closing = true;
    builder.shutdown();
    boolean interrupted = false;
    try {
      Checks.that(
          builder.awaitTermination(CLOSE_WAIT_S, TimeUnit.SECONDS), "the columns' thread ends");
    } catch (InterruptedException e) {
      interrupted = true;
    }
    channels.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What one query has found and done so far. */
  private static final class Search {
    final ColumnQuery query;
    long[] numbers = new long[16];
    int count;
    int work;
    long below;

    Search(ColumnQuery query) {
      this.query = query;
      this.below = query.belowNumber();
    }

    boolean full() {
      return count == query.limit();
    }

    boolean ended() {
      return full() || work >= query.workMax();
    }

    void add(long number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
      }
      numbers[count++] = number;
    }

    ColumnHits hits(boolean complete) {
      return new ColumnHits(Arrays.copyOf(numbers, count), complete ? ColumnHits.END : below);
    }
  }
}
