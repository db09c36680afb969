package io.tallystick.persistence.index;

import io.tallystick.persistence.file.FileAccess;
import java.nio.file.Path;

/**
 * Stands in for the class of the same name where a node measures what the id index costs: it keeps
 * no id and finds none, so that an id that comes again counts as new.
 */
public final class IdIndex implements IdTable, AutoCloseable {
  /** Ids whose memory is worth loading at once. */
  public static final int TOUCH_GROUP = 32;

  private static final IndexStats EMPTY = new IndexStats(0, 0, 0, 0, -1, 0, 0);

  private IdIndex() {}

  /** An index of nothing; touches no file. */
  public static IdIndex open(
      Path folder,
      IndexSettings settings,
      long recordCount,
      DurableRecords durable,
      IndexEvents events,
      FileAccess files) {
    return new IdIndex();
  }

  /** The same for every id. */
  @Override
  public long hash(int kind, long idHigh, long idLow) {
    return 0;
  }

  /** Ignores it. */
  public void insert(int kind, long idHigh, long idLow, long number) {}

  /** Ignores them. */
  @Override
  public void insertBatch(long[] hashes, long[] numbers, int from, int count) {}

  /** Ignores it. */
  public void insert(long hash, long number) {}

  /** Finds nothing. */
  @Override
  public long find(int kind, long idHigh, long idLow, long below, Confirm confirm) {
    return NONE;
  }

  /** Finds nothing. */
  public long find(long hash, int kind, long idHigh, long idLow, long below, Confirm confirm) {
    return NONE;
  }

  /** Knows none. */
  @Override
  public long unknown(long[] hashes, int from, int count) {
    return count == 0 ? 0 : -1L >>> (Long.SIZE - count);
  }

  /** No run covers anything. */
  public long coveredThrough() {
    return EMPTY.coveredThrough();
  }

  /** Has nothing to seal. */
  public void seal() {}

  /** Has nothing to verify. */
  public void verify() {}

  /** No memory off the Java heap. */
  public long offHeapBytes() {
    return EMPTY.offHeapBytes();
  }

  /** An empty index's. */
  public IndexStats stats() {
    return EMPTY;
  }

  @Override
  public void close() {}
}
