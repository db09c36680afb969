package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;

/**
 * An entry as it stands in the files. If it is not intact, some of what is said here is not what
 * was written; whoever takes it for an entry has to recognise it by something known from elsewhere.
 *
 * @param index position in the log
 * @param term term under which it was proposed
 * @param payload its bytes
 * @param intact whether it matches its checksum
 */
public record EntryAsFound(long index, long term, EntryKind kind, byte[] payload, boolean intact) {}
