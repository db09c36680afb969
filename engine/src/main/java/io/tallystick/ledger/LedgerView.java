package io.tallystick.ledger;

import java.math.BigInteger;

/**
 * A declared ledger with its totals, which are sums over its accounts.
 *
 * @param number unsigned 32 bits
 * @param scale decimal places
 * @param accounts how many it has
 */
public record LedgerView(
    int number,
    String code,
    int scale,
    long timestamp,
    long accounts,
    BigInteger debitsPending,
    BigInteger debitsPosted,
    BigInteger creditsPending,
    BigInteger creditsPosted) {}
