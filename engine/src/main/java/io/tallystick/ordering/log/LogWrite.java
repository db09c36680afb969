package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import io.tallystick.ordering.raft.LogStart;
import java.util.List;

/**
 * One request to persist.
 *
 * @param sequence rises with every request
 * @param hardState durable together with the entries
 * @param reset drop the whole log first and begin it anew after that index; null for none
 * @param truncateFrom then drop this index and all later ones; 0 for none
 * @param entries to append, in order
 */
public record LogWrite(
    long sequence, HardState hardState, LogStart reset, long truncateFrom, List<LogEntry> entries) {
  /** A request that goes on with the log as it is. */
  public LogWrite(long sequence, HardState hardState, long truncateFrom, List<LogEntry> entries) {
    this(sequence, hardState, null, truncateFrom, entries);
  }
}
