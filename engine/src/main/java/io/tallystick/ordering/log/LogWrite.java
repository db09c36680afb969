package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import java.util.List;

/**
 * One request to persist.
 *
 * @param sequence rises with every request
 * @param hardState durable together with the entries
 * @param truncateFrom drop this index and all later ones first; 0 for none
 * @param entries to append, in order
 */
public record LogWrite(
    long sequence, HardState hardState, long truncateFrom, List<LogEntry> entries) {}
