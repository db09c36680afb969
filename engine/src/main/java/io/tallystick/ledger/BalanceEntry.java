package io.tallystick.ledger;

import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.putLong;

/**
 * An account's balances right after a record, kept for accounts with the {@code history} flag: 64
 * bytes, little-endian. Entries are numbered from 0 over all accounts in the order of their records
 * (a record's debit account before its credit account).
 *
 * <pre>
 *  0  record number    u64
 *  8  timestamp        u64  of that record
 * 16  debits pending   u64
 * 24  debits posted    u64
 * 32  credits pending  u64
 * 40  credits posted   u64
 * 48  previous         u64  number of the account's previous entry, or NONE
 * 56  skip             u64  number of an older entry of the account, or NONE; see
 *                           {@link BalanceEntrySearch}
 * </pre>
 */
public final class BalanceEntry {
  public static final int BYTES = 64;
  public static final int NUMBER = 0;
  public static final int TIMESTAMP = 8;
  public static final int DEBITS_PENDING = 16;
  public static final int DEBITS_POSTED = 24;
  public static final int CREDITS_PENDING = 32;
  public static final int CREDITS_POSTED = 40;
  public static final int PREVIOUS = 48;
  public static final int SKIP = 56;

  /** Stands where there is no entry. */
  public static final long NONE = -1;

  private BalanceEntry() {}

  /** Number of the record. */
  public static long number(byte[] b, int at) {
    return getLong(b, at + NUMBER);
  }

  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static long debitsPending(byte[] b, int at) {
    return getLong(b, at + DEBITS_PENDING);
  }

  public static long debitsPosted(byte[] b, int at) {
    return getLong(b, at + DEBITS_POSTED);
  }

  public static long creditsPending(byte[] b, int at) {
    return getLong(b, at + CREDITS_PENDING);
  }

  public static long creditsPosted(byte[] b, int at) {
    return getLong(b, at + CREDITS_POSTED);
  }

  public static long previous(byte[] b, int at) {
    return getLong(b, at + PREVIOUS);
  }

  public static long skip(byte[] b, int at) {
    return getLong(b, at + SKIP);
  }

  static void links(byte[] b, int at, long number, long timestamp, long previous, long skip) {
    putLong(b, at + NUMBER, number);
    putLong(b, at + TIMESTAMP, timestamp);
    putLong(b, at + PREVIOUS, previous);
    putLong(b, at + SKIP, skip);
  }

  static void balances(
      byte[] b,
      int at,
      long debitsPending,
      long debitsPosted,
      long creditsPending,
      long creditsPosted) {
    putLong(b, at + DEBITS_PENDING, debitsPending);
    putLong(b, at + DEBITS_POSTED, debitsPosted);
    putLong(b, at + CREDITS_PENDING, creditsPending);
    putLong(b, at + CREDITS_POSTED, creditsPosted);
  }
}
