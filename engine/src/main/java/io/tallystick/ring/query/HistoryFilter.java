package io.tallystick.ring.query;

/**
 * Which part of an account's history is wanted, newest first.
 *
 * @param fromTimestamp nanoseconds since 1970, inclusive; 0 for no bound
 * @param toTimestamp inclusive; {@link Long#MAX_VALUE} for no bound
 * @param debits whether transfers that debit the account count
 * @param credits whether transfers that credit the account count
 */
public record HistoryFilter(
    long fromTimestamp,
    long toTimestamp,
    boolean debits,
    boolean credits,
    String cursor,
    int limit) {}
