package io.tallystick.account.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was debited from a guarded account within its longest window: debits that are settled, with
 * the ledger's timestamps, and grants whose outcome is not known, which count as if they were
 * settled now. A hold counts in full from its creation on; what is voided, expires or is posted in
 * part gives nothing back.
 *
 * <p>Bounded: past {@link #SETTLED_MAX} the two oldest debits become one with the time of the
 * later, so that what is forgotten too late makes a limit stricter, never laxer.
 */
public final class WindowUse {
  /** Most debits that are kept apart. */
  public static final int SETTLED_MAX = 8_192;

  /**
   * Settled debits.
   *
   * @param timestamp ns since 1970, of the latest of them
   * @param amount minor units
   * @param count how many
   */
  public record Debits(long timestamp, long amount, long count) {}

  private final SettledDebits settled = new SettledDebits();
  private final Map<Long, Long> outstanding = new HashMap<>();
  private long outstandingAmount;

  /** Begins with what the ledger knows, oldest first; forgets everything else. */
  public void begin(List<Debits> oldestFirst) {
    settled.clear();
    outstanding.clear();
    outstandingAmount = 0;
    oldestFirst.forEach(this::addSettled);
  }

  /** Counts a grant from now on until its outcome is known. */
  public void granted(long grant, long amount) {
    take(grant);
    outstanding.put(grant, amount);
    outstandingAmount = sum(outstandingAmount, amount);
  }

  /** The grant's transfer was created at this time. */
  public void settled(long grant, long timestamp) {
    Long amount = take(grant);
    if (amount != null) {
      addSettled(new Debits(timestamp, amount, 1));
    }
  }

  /** The grant's transfer took no effect, and never will under this grant. */
  public void released(long grant) {
    take(grant);
  }

  private Long take(long grant) {
    Long amount = outstanding.remove(grant);
    if (amount != null && outstandingAmount != Long.MAX_VALUE) {
      outstandingAmount -= amount;
    } else if (amount != null) {
      // A sum at its most says nothing of what is left.
      outstandingAmount = 0;
      outstanding.values().forEach(left -> outstandingAmount = sum(outstandingAmount, left));
    }
    return amount;
  }

  /** Grants whose outcome is not known. */
  public int outstanding() {
    return outstanding.size();
  }

  private void addSettled(Debits debits) {
    // Outcomes may come in another order than the ledger's; a later time is the stricter one.
    settled.add(debits);
    if (settled.size() > SETTLED_MAX) {
      settled.mergeOldest();
    }
  }

  /** Forgets debits at or before a time. */
  public void forget(long timestamp) {
    settled.forget(timestamp);
  }

  /**
   * What counts against a window that ends at the earliest now.
   *
   * @param now ns since 1970, not after the timestamp that the next debit can get
   */
  public Debits within(WindowLimit window, long now) {
    long from = now - window.nanos();
    long amount = sum(outstandingAmount, settled.amountAfter(from));
    long count = sum(outstanding.size(), settled.countAfter(from));
    return new Debits(now, amount, count);
  }

  /** A sum of numbers from 0 on that stays at its most. */
  static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
