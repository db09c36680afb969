package io.tallystick.persistence.index.column;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.file.FileAccess;
import java.nio.file.Path;

/**
 * Answers which records have these values in these fields, newest first.
 *
 * <p>Records are cut into stretches of a fixed number. A whole stretch, once its records are
 * durable, gets one sorted file for each field, made in the background. A stretch without (good)
 * files is read record by record, so that an answer is right whatever the state of the files; bad
 * ones are made anew. Files of a stretch that another history left are told by the times of its
 * first and last record, and made anew too.
 *
 * <p>Heap is constant, whatever the number of records.
 */
public final class ColumnStore implements AutoCloseable {
  private static final int LIMIT_MAX = 1 << 20;

  private final ColumnSettings settings;
  private final RecordSource records;
  private final ColumnFolder folder;
  private final ColumnMaker maker;

  private ColumnStore(
      ColumnSettings settings, RecordSource records, ColumnFolder folder, ColumnMaker maker) {
    this.settings = settings;
    this.records = records;
    this.folder = folder;
    this.maker = maker;
  }

  /**
   * Opens the columns of a folder, makes it if it is missing, and removes columns of records that
   * are no longer there. Its thread then follows the records of the host.
   *
   * @param records where records are read, as queries are to find them; any thread, and the same
   *     bytes for a number at any time
   * @throws TallystickException if the folder cannot be written
   */
  public static ColumnStore open(
      Path path, ColumnSettings settings, RecordSource records, ColumnHost host, FileAccess files) {
    ColumnFolder folder = new ColumnFolder(path, settings, files);
    folder.make();
    folder.removeFrom(host.recordCount() / settings.stretchRecords());
    ColumnMaker maker = new ColumnMaker(settings, records, folder, host, files);
    maker.start();
    return new ColumnStore(settings, records, folder, maker);
  }

  /**
   * Removes columns of records that were cut off; called between the cut and the next append. No
   * query may run past the cut meanwhile.
   */
  public void truncateTo(long recordCount) {
    maker.cutTo(recordCount / settings.stretchRecords());
  }

  /**
   * Answers a query, or part of it; see {@link ColumnHits#nextBelow}, which is always below the
   * query's. Any thread.
   */
  public ColumnHits find(ColumnQuery query) {
    Checks.inRange(query.limit(), 1, LIMIT_MAX, "limit");
    Checks.inRange(query.workMax(), 1, Integer.MAX_VALUE / 2, "work of a query");
    return new ColumnSearch(settings, records, folder, maker, query).run();
  }

  /**
   * The lowest number at or after {@code from} and below {@code below} whose time is not earlier
   * than {@code time}; {@code below} if there is none. Any thread.
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

  /** Records below this number have columns; for status and tests. */
  public long recordsWithColumns() {
    return maker.ready() * settings.stretchRecords();
  }

  /** Ends the background work, unfinished. */
  @Override
  public void close() {
    maker.close();
    folder.close();
  }
}
