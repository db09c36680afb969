package io.tallystick.ledger.model;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.List;

/** An account of the model with its balances. */
public final class NaiveAccount {
  BigInteger debitsPending = ZERO;
  BigInteger debitsPosted = ZERO;
  BigInteger creditsPending = ZERO;
  BigInteger creditsPosted = ZERO;
  int flags;
  final List<Object> fields;
  final long ledger;
  final long timestamp;

  NaiveAccount(List<Object> fields, long ledger, int flags, long timestamp) {
    this.fields = fields;
    this.ledger = ledger;
    this.flags = flags;
    this.timestamp = timestamp;
  }

  public long ledger() {
    return ledger;
  }

  public int flags() {
    return flags;
  }

  /** Debits pending, debits posted, credits pending, credits posted. */
  public List<BigInteger> balances() {
    return List.of(debitsPending, debitsPosted, creditsPending, creditsPosted);
  }

  BigInteger debits() {
    return debitsPending.add(debitsPosted);
  }

  BigInteger credits() {
    return creditsPending.add(creditsPosted);
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** What puts the account back as it is now. */
  Runnable memory() {
    List<BigInteger> balances = balances();
    int flagsNow = flags;
    return () -> {
      debitsPending = balances.get(0);
      debitsPosted = balances.get(1);
      creditsPending = balances.get(2);
      creditsPosted = balances.get(3);
      flags = flagsNow;
    };
  }
}
