package io.tallystick.ordering.raft;

/**
 * A read barrier that a majority has confirmed.
 *
 * @param context the number given with the request
 * @param index a read that has applied this index sees everything settled before it was asked
 */
public record ReadState(long context, long index) {}
