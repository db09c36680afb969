package io.tallystick.ordering.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes of the log on disk and in memory.
 *
 * @param segmentBytes bytes of one segment file, allocated in full before use
 * @param entryBytesMax largest payload of one entry, bytes
 * @param groupBytesMax bytes that share one fsync at most; also the size of the one direct buffer
 *     through which all writes go
 * @param cacheBytesMax payload bytes of recent entries kept in memory once they are written; what
 *     is not yet written stays besides
 */
public record LogSettings(
    int segmentBytes, int entryBytesMax, int groupBytesMax, long cacheBytesMax) {
  /** Smallest segment that makes sense, bytes. */
  public static final int SEGMENT_BYTES_MIN = 64 << 10;

  /** What a node runs with unless told otherwise. */
  public static LogSettings defaults() {
    return new LogSettings(64 << 20, 4 << 20, 8 << 20, 32L << 20);
  }

  /** Every rule that these values break, in words; empty if none. */
  public List<String> problems() {
    List<String> found = new ArrayList<>();
    if (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes % LogFormat.SECTOR_BYTES != 0) {
      found.add("log.segmentBytes must be a multiple of 512, 65,536 or more");
    }
    if (entryBytesMax < 1_024) {
      found.add("log.entryBytesMax must be 1,024 or more");
    }
    if (groupBytesMax < (long) entryBytesMax + LogFormat.ENTRY_OVERHEAD_BYTES_MAX) {
      found.add(
          "log.groupBytesMax must hold one entry: entryBytesMax + "
              + LogFormat.ENTRY_OVERHEAD_BYTES_MAX);
    }
    if (segmentBytes < (long) groupBytesMax + LogFormat.SEGMENT_HEADER_BYTES) {
      found.add(
          "log.segmentBytes must hold one group: groupBytesMax + "
              + LogFormat.SEGMENT_HEADER_BYTES);
    }
    if (cacheBytesMax < 0) {
      found.add("log.cacheBytesMax must be 0 or more");
    }
    return found;
  }
}
