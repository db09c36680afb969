package io.tallystick.ring;

/**
 * What each row of a body became, in row order. Settled: ordered, fsynced by a majority and
 * applied.
 *
 * @param height the batch that holds the body
 * @param results result numbers ({@code TransferResult}, {@code AccountResult} or {@code
 *     LedgerResult} by body kind)
 * @param timestamps nanoseconds since 1970, one a row; of the existing record where the result is
 *     {@code exists}
 * @param firstResults for rows answered {@code id_already_failed} the first result, else 0; null if
 *     no row was
 * @param firstTimestamps timestamps of those first results; null if no row was
 * @param balances null unless asked for; then 8 numbers a row: debit account's debits pending,
 *     debits posted, credits pending, credits posted, then the credit account's; {@link
 *     #NO_BALANCE} in all where the row did not create, and in the four of an account that is
 *     another participant's
 */
public record Outcome(
    long height,
    int[] results,
    long[] timestamps,
    int[] firstResults,
    long[] firstTimestamps,
    long[] balances) {
  /** Stands where a balance is not given. */
  public static final long NO_BALANCE = -1;
}
