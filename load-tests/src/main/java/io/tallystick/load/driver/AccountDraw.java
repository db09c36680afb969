package io.tallystick.load.driver;

import io.tallystick.load.wire.SplitMix64;
import java.util.function.LongSupplier;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.RejectionInversionZipfSampler;

/** Draws one of a scenario's accounts after the other. */
final class AccountDraw implements LongSupplier {
  /**
   * Spreads the busiest accounts over all of them: neighbours share cache lines, and a ledger would
   * look faster than it is. A prime above the most accounts there can be, so no two fall together.
   */
  private static final long SCATTER = 2_654_435_761L;

  private final LongSupplier index;
  private final long firstAccount;

  private AccountDraw(long firstAccount, LongSupplier index) {
    this.firstAccount = firstAccount;
    this.index = index;
  }

  /**
   * Accounts {@code firstAccount} … {@code firstAccount + accounts - 1}.
   *
   * @param zipfExponent 0: all alike; else see {@link Scenario#zipfExponent()}
   */
  static AccountDraw of(long firstAccount, long accounts, double zipfExponent, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    if (zipfExponent == 0) {
      return new AccountDraw(firstAccount, () -> random.below(accounts));
    }
    DiscreteSampler ranks =
        RejectionInversionZipfSampler.of(random::next, (int) accounts, zipfExponent);
    return new AccountDraw(firstAccount, () -> ranks.sample() * SCATTER % accounts);
  }

  /** The next account's id. */
  @Override
  public long getAsLong() {
    return firstAccount + index.getAsLong();
  }
}
