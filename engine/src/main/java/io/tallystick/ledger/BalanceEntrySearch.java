package io.tallystick.ledger;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * Finds an account's balance entry by time in O(log n) reads.
 *
 * <p>The {@code n}-th entry of an account (from 1) points back to entry {@code n - w(n)}, where
 * {@code w(n)} is the last number when {@code n} is written as a sum of numbers 2^k-1, always
 * taking the largest that fits (Myers, "An applicative random-access stack", 1983). From an entry
 * that is too new the search goes to its skip if that is still too new, else to the entry before
 * it.
 */
public final class BalanceEntrySearch {
  /** Most reads of a search among 2^36 entries; more means that the links are damaged. */
  private static final int STEPS_MAX = 1_000;

  private BalanceEntrySearch() {}

  /**
   * The newest entry with a timestamp at or before {@code timestamp}.
   *
   * @param newest the account's newest entry, or {@link BalanceEntry#NONE}
   * @param into receives the entry found, 64 bytes from 0; its content is undefined if none is
   * @return the entry's number, or {@link BalanceEntry#NONE}
   * @throws TallystickException {@code balance_entry_damaged} if links do not lead back in time
   */
  public static long atOrBefore(
      BalanceEntryReader reader, long newest, long timestamp, byte[] into) {
    byte[] skipped = new byte[BalanceEntry.BYTES];
    long entry = newest;
    for (int step = 0; entry != BalanceEntry.NONE; step++) {
      if (step > STEPS_MAX) {
        throw damaged(entry);
      }
      reader.read(entry, into, 0);
      if (BalanceEntry.timestamp(into, 0) <= timestamp) {
        return entry;
      }
      long previous = BalanceEntry.previous(into, 0);
      long skip = BalanceEntry.skip(into, 0);
      if (previous >= entry || skip > previous) {
        throw damaged(entry);
      }
      if (skip == previous || skip == BalanceEntry.NONE) {
        entry = previous;
      } else {
        reader.read(skip, skipped, 0);
        entry = BalanceEntry.timestamp(skipped, 0) > timestamp ? skip : previous;
      }
    }
    return BalanceEntry.NONE;
  }

  private static TallystickException damaged(long entry) {
    return TallystickException.of(
        ErrorKind.DAMAGED,
        "balance_entry_damaged",
        "the links of balance entry " + entry + " do not lead back in time");
  }
}
