package io.tallystick.ring.query;

/**
 * Which accounts are wanted; null fields do not filter. Oldest first.
 *
 * @param owner number of the owning participant, 0 for the operator's
 */
public record AccountFilter(
    Integer owner,
    Integer ledger,
    Integer code,
    Long userData64,
    Integer userData32,
    long[] userData128,
    String cursor,
    int limit) {}
