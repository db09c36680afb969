package io.tallystick.gatling.ledger;

import java.util.random.RandomGenerator;

/**
 * Accounts of one kind and currency, with successive numbers as their ids.
 *
 * @param kind what they stand for; its place keeps the numbers of kinds apart
 * @param currency their ledger
 * @param count how many; 1 to 1,000,000
 */
public record Accounts(Kind kind, Currency currency, int count) {
  /** Begins above the numbers that people and examples give to accounts. */
  private static final long BASE = 7_000_000_000L;

  /** The most accounts of a kind and currency. */
  private static final long PLACES = 1_000_000L;

  /** What an account stands for; the ordinal plus 1 is its code. */
  public enum Kind {
    CUSTOMER,
    CARDHOLDER,
    MERCHANT,
    BANK
  }

  public Accounts {
    if (count < 1 || count > PLACES) {
      throw new IllegalArgumentException("accounts of a kind: 1 to " + PLACES + ", not " + count);
    }
  }

  /** The code that these accounts are created with. */
  public int code() {
    return kind.ordinal() + 1;
  }

  /** Number of the account at a place from 0. */
  public long number(int place) {
    int group = kind.ordinal() * Currency.values().length + currency.ordinal();
    return BASE + group * PLACES + place;
  }

  /** Number of an account, all being equally likely. */
  public long draw(RandomGenerator random) {
    return number(random.nextInt(count));
  }

  /** Number of an account that is not {@code other}; of at least two. */
  public long drawOther(RandomGenerator random, long other) {
    long drawn = draw(random);
    if (drawn != other) {
      return drawn;
    }
    int place = (int) (other - number(0));
    return number((place + 1) % count);
  }
}
