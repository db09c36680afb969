package io.tallystick.ledger.state;

/**
 * The balance check of a batch header: a 128-bit sum over all accounts that tells diverged replicas
 * apart. It is linear in the balances, so that a transfer costs a few multiplications; it is no
 * security measure.
 *
 * <p>Let {@code key(s, f) = mix((8 s + f) · 0x9e3779b97f4a7c15 mod 2^64)}, {@code mix} as in {@link
 * IdHash#mix}. For the account of slot {@code s} (accounts count from 0 in order of creation) with
 * balances {@code b(1)} debits pending, {@code b(2)} debits posted, {@code b(3)} credits pending,
 * {@code b(4)} credits posted, all numbers unsigned:
 *
 * <pre>
 * check = sum over s of ( key(s, 0) + sum over f = 1 … 4 of key(s, f) · b(f) )  mod 2^128
 * </pre>
 */
public final class BalanceCheck {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final int EXISTENCE = 0;

  private final PagedLongs scalars;

  BalanceCheck(PagedLongs scalars) {
    this.scalars = scalars;
  }

  /** {@code key(slot, field)}. */
  public static long key(long slot, int field) {
    return IdHash.mix((slot * 8 + field) * STEP);
  }

  /** Counts a new account in. */
  void account(int slot) {
    add(0, key(slot, EXISTENCE));
  }

  /**
   * Counts a change of a balance in.
   *
   * @param which {@link AccountTable#DEBITS_PENDING} … {@link AccountTable#CREDITS_POSTED}
   * @param delta signed
   */
  void change(int slot, int which, long delta) {
    long key = key(slot, which - AccountTable.DEBITS_PENDING + 1);
    // The product takes the key as signed; 2^64 · delta makes up for it.
    add(Math.multiplyHigh(key, delta) + ((key >> (Long.SIZE - 1)) & delta), key * delta);
  }

  private void add(long high, long low) {
    long sum = scalars.get(Scalars.CHECK_LOW) + low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    scalars.set(Scalars.CHECK_LOW, sum);
    scalars.set(Scalars.CHECK_HIGH, scalars.get(Scalars.CHECK_HIGH) + high + carry);
  }

  public long low() {
    return scalars.get(Scalars.CHECK_LOW);
  }

  public long high() {
    return scalars.get(Scalars.CHECK_HIGH);
  }
}
