package io.tallystick.ordering.raft;

/**
 * What a log has to know that begins after a settled index instead of at index 1.
 *
 * @param index a settled index; the log's first entry is the one after it
 * @param term term of the entry at that index
 * @param membership committed members, in force at that index or since
 */
public record LogStart(long index, long term, Membership membership) {}
