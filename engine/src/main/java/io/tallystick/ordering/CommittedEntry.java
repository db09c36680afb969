package io.tallystick.ordering;

import io.tallystick.ordering.raft.EntryKind;

/**
 * A settled entry.
 *
 * @param index position in the order, from 1, without gaps
 * @param kind only {@link EntryKind#PAYLOAD} is for the application; the others are passed on so
 *     that the applied index has no gaps
 * @param bytes holds the payload at {@code offset}; not to be changed
 * @param length bytes of the payload
 */
public record CommittedEntry(
    long index, long term, EntryKind kind, byte[] bytes, int offset, int length) {}
