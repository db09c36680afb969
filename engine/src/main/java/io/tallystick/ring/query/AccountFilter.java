package io.tallystick.ring.query;

/** Which accounts are wanted; null fields do not filter. Oldest first. */
public record AccountFilter(
    Integer ledger,
    Integer code,
    Long userData64,
    Integer userData32,
    long[] userData128,
    String cursor,
    int limit) {}
