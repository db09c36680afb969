package io.tallystick.ring.query;

/**
 * Which transfers are wanted, newest first; null fields do not filter; the time range is inclusive.
 */
public record TransferFilter(
    Long userData64,
    Integer userData32,
    long[] userData128,
    Integer code,
    Integer ledger,
    long fromTimestamp,
    long toTimestamp,
    String cursor,
    int limit) {}
