package io.tallystick.account.policy;

/**
 * A limit over a rolling window: in any stretch of time of this length, no more than so much and so
 * many debits.
 *
 * @param seconds length of the window, 1 … {@link #SECONDS_MAX}
 * @param amountMax minor units; {@link Policy#NO_LIMIT} for any
 * @param countMax debits; {@link Policy#NO_LIMIT} for any
 */
public record WindowLimit(long seconds, long amountMax, long countMax) {
  /** 31 days: a day less than the ledger keeps sums of. */
  public static final long SECONDS_MAX = 31L * 86_400;

  /** Checks the ranges. */
  public WindowLimit {
    Policy.inRange(seconds, 1, SECONDS_MAX, "windows.seconds");
    Policy.inRange(amountMax, 0, Policy.NO_LIMIT, "windows.amount_max");
    Policy.inRange(countMax, 0, Policy.NO_LIMIT, "windows.count_max");
  }

  /** The window's length in nanoseconds. */
  public long nanos() {
    return seconds * 1_000_000_000L;
  }
}
