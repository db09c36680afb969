package io.tallystick.ledger.state;

import java.util.Arrays;

/**
 * Declared ledgers in order of declaration, with running 128-bit totals. 16 words each:
 *
 * <pre>
 * 0 number | scale &lt;&lt; 32     3 timestamp      8, 9   debits posted (low, high)
 * 1 code, bytes 0 … 7         4 accounts       10, 11 credits pending
 * 2 code, bytes 8 … 15        6, 7 debits pending  12, 13 credits posted
 * </pre>
 */
public final class LedgerTable {
  /** No ledger has the number. */
  public static final int ABSENT = -1;

  private static final int SHIFT = 4;
  private static final int NUMBER_AND_SCALE = 0;
  private static final int CODE_FIRST = 1;
  private static final int CODE_SECOND = 2;
  private static final int TIMESTAMP = 3;
  private static final int ACCOUNTS = 4;
  private static final int TOTALS = 6;

  private final PagedLongs words;
  private final PagedLongs scalars;
  // Derived: open addressing from a ledger's number to its index + 1.
  private int[] byNumber;
  private int lastNumber;
  private int lastIndex = ABSENT;

  LedgerTable(PagedLongs words, PagedLongs scalars) {
    this.words = words;
    this.scalars = scalars;
    byNumber = new int[64];
  }

  /** Ledgers declared. */
  public int count() {
    return (int) scalars.get(Scalars.LEDGERS);
  }

  /** The index of a number, or {@link #ABSENT}. */
  public int find(int number) {
    if (lastIndex != ABSENT && number == lastNumber) {
      return lastIndex;
    }
    int mask = byNumber.length - 1;
    int place = (int) IdHash.mix(number) & mask;
    while (byNumber[place] != 0) {
      int index = byNumber[place] - 1;
      if (number(index) == number) {
        lastNumber = number;
        lastIndex = index;
        return index;
      }
      place = (place + 1) & mask;
    }
    return ABSENT;
  }

  /** The index of a code, or {@link #ABSENT}; looks at all ledgers. */
  public int findCode(long codeFirst, long codeSecond) {
    for (int i = 0; i < count(); i++) {
      if (codeFirst(i) == codeFirst && codeSecond(i) == codeSecond) {
        return i;
      }
    }
    return ABSENT;
  }

  /** Declares a ledger whose number is new and gives its index. */
  public int add(int number, long codeFirst, long codeSecond, int scale, long timestamp) {
    int index = count();
    long at = (long) index << SHIFT;
    words.extend(at + (1L << SHIFT));
    words.set(
        at + NUMBER_AND_SCALE, Integer.toUnsignedLong(number) | ((long) scale << Integer.SIZE));
    words.set(at + CODE_FIRST, codeFirst);
    words.set(at + CODE_SECOND, codeSecond);
    words.set(at + TIMESTAMP, timestamp);
    scalars.set(Scalars.LEDGERS, index + 1L);
    enter(index);
    return index;
  }

  /** Makes numbers known again after a restore. */
  void rebuild() {
    Arrays.fill(byNumber, 0);
    lastIndex = ABSENT;
    for (int i = 0; i < count(); i++) {
      enter(i);
    }
  }

  private void enter(int index) {
    if ((index + 1) * 2 > byNumber.length) {
      int[] old = byNumber;
      byNumber = new int[old.length * 2];
      for (int i = 0; i < index; i++) {
        place(i);
      }
    }
    place(index);
  }

  private void place(int index) {
    int mask = byNumber.length - 1;
    int place = (int) IdHash.mix(number(index)) & mask;
    while (byNumber[place] != 0) {
      place = (place + 1) & mask;
    }
    byNumber[place] = index + 1;
  }

  public int number(int index) {
    return (int) word(index, NUMBER_AND_SCALE);
  }

  public int scale(int index) {
    return (int) (word(index, NUMBER_AND_SCALE) >>> Integer.SIZE);
  }

  public long codeFirst(int index) {
    return word(index, CODE_FIRST);
  }

  public long codeSecond(int index) {
    return word(index, CODE_SECOND);
  }

  public long timestamp(int index) {
    return word(index, TIMESTAMP);
  }

  /** Accounts of the ledger. */
  public long accounts(int index) {
    return word(index, ACCOUNTS);
  }

  void countAccount(int index) {
    words.set(((long) index << SHIFT) + ACCOUNTS, accounts(index) + 1);
  }

  /** Low half of the total of a balance, {@link AccountTable#DEBITS_PENDING} and so on. */
  public long totalLow(int index, int which) {
    return word(index, totalAt(which));
  }

  /** High half of the total. */
  public long totalHigh(int index, int which) {
    return word(index, totalAt(which) + 1);
  }

  /** Adds a signed amount to a total. */
  void add(int index, int which, long delta) {
    long at = ((long) index << SHIFT) + totalAt(which);
    long low = words.get(at) + delta;
    long carry = (delta >> (Long.SIZE - 1)) + (Long.compareUnsigned(low, delta) < 0 ? 1 : 0);
    words.set(at, low);
    if (carry != 0) {
      words.set(at + 1, words.get(at + 1) + carry);
    }
  }

  /** Whether debits equal credits in every ledger, pending and posted. */
  public boolean conserved() {
    for (int i = 0; i < count(); i++) {
      if (!same(i, AccountTable.DEBITS_PENDING, AccountTable.CREDITS_PENDING)
          || !same(i, AccountTable.DEBITS_POSTED, AccountTable.CREDITS_POSTED)) {
        return false;
      }
    }
    return true;
  }

  private boolean same(int index, int debits, int credits) {
    return totalLow(index, debits) == totalLow(index, credits)
        && totalHigh(index, debits) == totalHigh(index, credits);
  }

  private static int totalAt(int which) {
    return TOTALS + (which - AccountTable.DEBITS_PENDING) * 2;
  }

  private long word(int index, int which) {
    return words.get(((long) index << SHIFT) + which);
  }
}
