package io.tallystick.account.policy;

import io.tallystick.account.policy.WindowUse.Debits;
import java.util.Arrays;

/**
 * Debits in the order of their time with running totals, so that what was debited since a time is a
 * difference of two of them, found by bisection: its cost does not follow how many debits there
 * are. Totals have 128 bits and are exact whatever is debited.
 */
final class SettledDebits {
  private static final int FIRST_CAPACITY = 8;

  /** Each place holds a debit's time and the totals up to and with it; a power of two of them. */
  private long[] times = new long[FIRST_CAPACITY];

  private long[] amounts = new long[FIRST_CAPACITY];
  private long[] amountCarries = new long[FIRST_CAPACITY];
  private long[] counts = new long[FIRST_CAPACITY];
  private long[] countCarries = new long[FIRST_CAPACITY];

  /** Totals before the oldest debit. */
  private long amountBefore;

  private long amountCarryBefore;
  private long countBefore;
  private long countCarryBefore;

  private int first;
  private int size;

  int size() {
    return size;
  }

  void clear() {
    first = 0;
    size = 0;
    amountBefore = 0;
    amountCarryBefore = 0;
    countBefore = 0;
    countCarryBefore = 0;
  }

  /** Adds debits, which get the time of the newest if theirs is earlier. */
  void add(Debits debits) {
    if (size == times.length) {
      grow();
    }
    int last = place(size - 1);
    int at = place(size);
    boolean none = size == 0;
    times[at] = none ? debits.timestamp() : Math.max(debits.timestamp(), times[last]);
    long amount = none ? amountBefore : amounts[last];
    amounts[at] = amount + debits.amount();
    amountCarries[at] =
        (none ? amountCarryBefore : amountCarries[last]) + carry(amount, amounts[at]);
    long count = none ? countBefore : counts[last];
    counts[at] = count + debits.count();
    countCarries[at] = (none ? countCarryBefore : countCarries[last]) + carry(count, counts[at]);
    size++;
  }

  /** Makes the two oldest one, with the time of the later. */
  void mergeOldest() {
    // The later's totals hold the earlier's debits as well.
    first = place(1);
    size--;
  }

  /** Forgets debits at or before a time. */
  void forget(long timestamp) {
    while (size > 0 && times[first] <= timestamp) {
      amountBefore = amounts[first];
      amountCarryBefore = amountCarries[first];
      countBefore = counts[first];
      countCarryBefore = countCarries[first];
      first = place(1);
      size--;
    }
  }

  /** Sum of the amounts after a time; {@link Long#MAX_VALUE} at most. */
  long amountAfter(long timestamp) {
    int from = firstAfter(timestamp);
    if (from == size) {
      return 0;
    }
    int last = place(size - 1);
    return from == 0
        ? difference(amounts[last], amountCarries[last], amountBefore, amountCarryBefore)
        : difference(
            amounts[last],
            amountCarries[last],
            amounts[place(from - 1)],
            amountCarries[place(from - 1)]);
  }

  /** How many were made after a time; {@link Long#MAX_VALUE} at most. */
  long countAfter(long timestamp) {
    int from = firstAfter(timestamp);
    if (from == size) {
      return 0;
    }
    int last = place(size - 1);
    return from == 0
        ? difference(counts[last], countCarries[last], countBefore, countCarryBefore)
        : difference(
            counts[last],
            countCarries[last],
            counts[place(from - 1)],
            countCarries[place(from - 1)]);
  }

  /** Position of the oldest debit after a time; {@link #size} if there is none. */
  private int firstAfter(long timestamp) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[place(middle)] <= timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static long carry(long before, long after) {
    return Long.compareUnsigned(after, before) < 0 ? 1 : 0;
  }

  private static long difference(long later, long laterCarry, long earlier, long earlierCarry) {
    long borrow = Long.compareUnsigned(later, earlier) < 0 ? 1 : 0;
    long high = laterCarry - earlierCarry - borrow;
    long low = later - earlier;
    return high != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  private int place(int position) {
    return (first + position) & (times.length - 1);
  }

  private void grow() {
    times = unrolled(times);
    amounts = unrolled(amounts);
    amountCarries = unrolled(amountCarries);
    counts = unrolled(counts);
    countCarries = unrolled(countCarries);
    first = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] wider = Arrays.copyOf(Arrays.copyOfRange(ring, first, ring.length), 2 * ring.length);
    System.arraycopy(ring, 0, wider, ring.length - first, first);
    return wider;
  }
}
