package io.tallystick.load.driver;

import io.tallystick.load.wire.SplitMix64;

/**
 * Single-phase transfers between two different accounts, each drawn with equal chance. With two
 * accounts that is one hot pair in both directions.
 */
final class UniformRows implements RowSource {
  /** Amounts are {@value} … {@value} + 8,999 minor units: always four digits. */
  static final long AMOUNT_MIN = 1_000;

  private static final long AMOUNTS = 9_000;

  private final IdSource ids;
  private final SplitMix64 random;
  private final long firstAccount;
  private final long accounts;

  /**
   * @param firstAccount id of the first of the accounts, whose ids follow each other
   */
  UniformRows(IdSource ids, long seed, long firstAccount, long accounts) {
    this.ids = ids;
    this.random = new SplitMix64(seed);
    this.firstAccount = firstAccount;
    this.accounts = accounts;
  }

  @Override
  public void beginRequest(int rows) {
    ids.beginRequest(rows);
  }

  @Override
  public void next(Row row) {
    ids.next(row);
    long debit = random.below(accounts);
    long distance = 1 + random.below(accounts - 1);
    long credit = debit + distance;
    row.debitAccount = firstAccount + debit;
    row.creditAccount = firstAccount + (credit >= accounts ? credit - accounts : credit);
    row.amount = AMOUNT_MIN + random.below(AMOUNTS);
    row.pendingHigh = 0;
    row.pendingLow = 0;
    row.flags = 0;
  }
}
