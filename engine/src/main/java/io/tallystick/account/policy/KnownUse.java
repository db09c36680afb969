package io.tallystick.account.policy;

import io.tallystick.account.policy.WindowUse.Debits;
import io.tallystick.ledger.guard.GuardView;
import io.tallystick.ledger.state.GuardTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Puts together what the ledger says of an account's use at a claim: its newest debits one by one,
 * as far back as was read, and the sums of the days before. Debits of a day that were not read
 * count as if they were made at the end of what they can be.
 */
public final class KnownUse {
  private KnownUse() {}

  /**
   * Debits of the past, oldest first.
   *
   * @param days the ledger's sums
   * @param newestFirst the newest debits, each by itself
   * @param readFrom time from which on all debits were read
   */
  public static List<Debits> of(List<GuardView.Day> days, List<Debits> newestFirst, long readFrom) {
    List<Debits> all = new ArrayList<>();
    for (GuardView.Day day : days) {
      long dayEnd = (day.day() + 1) * GuardTable.NANOS_PER_DAY - 1;
      long amount = day.amount();
      long count = day.count();
      for (Debits read : newestFirst) {
        if (read.timestamp() / GuardTable.NANOS_PER_DAY == day.day()) {
          // A sum at its limit says nothing of what is left.
          amount = amount == Long.MAX_VALUE ? amount : Math.max(0, amount - read.amount());
          count -= read.count();
        }
      }
      boolean allRead = day.day() * GuardTable.NANOS_PER_DAY >= readFrom;
      if (!allRead && count > 0) {
        all.add(new Debits(Math.min(dayEnd, readFrom), amount, count));
      }
    }
    List<Debits> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    all.addAll(oldestFirst);
    return all;
  }
}
