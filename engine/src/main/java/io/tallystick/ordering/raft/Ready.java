package io.tallystick.ordering.raft;

import java.util.List;

/**
 * What the driver has to do after a call into the core. Before the next call it makes the
 * truncation and the entries visible in the {@link LogView} (in memory suffices); messages may go
 * out at once, since the core holds back those that promise something not yet durable.
 *
 * @param persistSequence to be reported by {@link RaftCore#persisted} once hard state, truncation
 *     and entries are durable; 0 if there is nothing to persist
 * @param hardState the newest one, to be written with the entries
 * @param reset drop the whole log and begin it anew after that index, before all else; null for
 *     none
 * @param truncateFrom drop this index and all later ones before appending; 0 for none
 * @param entries to append, in order
 * @param messages to send now
 * @param committedTo entries up to here may be applied; 0 if unchanged
 * @param reads confirmed read barriers
 * @param failedReads contexts of read barriers that this replica can no longer confirm
 * @param roleChange null if unchanged
 * @param behind the leader's log no longer holds what this replica needs: the history up to that
 *     index or later has to be brought, then {@link RaftCore#install} called. Repeated until it is;
 *     null if not so
 */
public record Ready(
    long persistSequence,
    HardState hardState,
    LogStart reset,
    long truncateFrom,
    List<LogEntry> entries,
    List<RaftMessage> messages,
    long committedTo,
    List<ReadState> reads,
    List<Long> failedReads,
    RoleChange roleChange,
    RaftMessage.SnapshotOffer behind) {}
