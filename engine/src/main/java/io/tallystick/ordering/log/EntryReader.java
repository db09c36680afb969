package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.LogEntry;
import java.util.List;

/**
 * Reads entries one after another, from memory without a copy or from the files. For one thread.
 */
public final class EntryReader {
  /** How much is read ahead from the files, payload bytes. */
  private static final long READ_AHEAD_BYTES = 1 << 20;

  private final LogStore store;
  private final SegmentReader files;
  private List<LogEntry> ahead = List.of();
  private int aheadAt;

  EntryReader(LogStore store, SegmentReader files) {
    this.store = store;
    this.files = files;
  }

  /**
   * One entry.
   *
   * @param index of a committed entry that has not been cut
   * @param committed nothing past this index is read ahead
   * @throws io.tallystick.base.TallystickException DAMAGED if the stored record is no longer what
   *     was written
   */
  public LogEntry read(long index, long committed) {
    if (aheadAt < ahead.size() && ahead.get(aheadAt).index() == index) {
      return ahead.get(aheadAt++);
    }
    LogEntry entry = store.recent(index);
    if (entry != null) {
      ahead = List.of();
      return entry;
    }
    ahead = files.read(index, committed, READ_AHEAD_BYTES);
    aheadAt = 1;
    return ahead.get(0);
  }
}
