package io.tallystick.ledger.state;

/**
 * Claims of guarded accounts, one a claimed account in order of the first claim, and what was
 * debited under grants, by day. 128 words each:
 *
 * <pre>
 * 0 account id low    3 claim id low    6 … 9 policy digest       12 … 75 days: amount, count
 * 1 account id high   4 claim id high   10 claimed at
 * 2 incarnation       5 policy version  11 newest day
 * </pre>
 *
 * Word 2: number of the claim's record. Word 11: days since 1970, UTC. Day d stands at place d mod
 * 32; amounts stay at 2^63-1 rather than pass it.
 */
public final class GuardTable {
  /** Days whose sums are kept, the newest with a debit among them. */
  public static final int DAYS = 32;

  /** Nanoseconds of a day. */
  public static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** Words of a policy's digest. */
  public static final int DIGEST_WORDS = 4;

  private static final int SHIFT = 7;
  private static final int INCARNATION = 2;
  private static final int CLAIM_LOW = 3;
  private static final int CLAIM_HIGH = 4;
  private static final int POLICY_VERSION = 5;
  private static final int POLICY_DIGEST = 6;
  private static final int CLAIMED_AT = 10;
  private static final int NEWEST_DAY = 11;
  private static final int FIRST_DAY = 12;

  private final PagedLongs words;
  private final PagedLongs scalars;
  private final IdMap map;

  GuardTable(PagedLongs words, PagedLongs scalars, IdMap map) {
    this.words = words;
    this.scalars = scalars;
    this.map = map;
  }

  /** Accounts that were ever claimed. */
  public int count() {
    return (int) scalars.get(Scalars.GUARDS);
  }

  /** The slot of an account's claim, or {@link IdMap#ABSENT}. */
  public int find(long idHigh, long idLow) {
    return map.find(idHigh, idLow);
  }

  /** Whether another account can be claimed. */
  public boolean hasRoom(long idHigh, long idLow) {
    return map.hasRoom(idHigh, idLow);
  }

  /** Adds an account without a claim and gives its slot. */
  public int add(long idHigh, long idLow) {
    int slot = count();
    long at = (long) slot << SHIFT;
    words.extend(at + (1L << SHIFT));
    words.set(at, idLow);
    words.set(at + 1, idHigh);
    map.put(idHigh, idLow, slot);
    scalars.set(Scalars.GUARDS, slot + 1L);
    return slot;
  }

  /** Puts a claim in the place of the one before. */
  public void claim(
      int slot,
      long incarnation,
      long claimHigh,
      long claimLow,
      long policyVersion,
      long[] policyDigest,
      long timestamp) {
    long at = (long) slot << SHIFT;
    words.set(at + INCARNATION, incarnation);
    words.set(at + CLAIM_LOW, claimLow);
    words.set(at + CLAIM_HIGH, claimHigh);
    words.set(at + POLICY_VERSION, policyVersion);
    for (int i = 0; i < DIGEST_WORDS; i++) {
      words.set(at + POLICY_DIGEST + i, policyDigest[i]);
    }
    words.set(at + CLAIMED_AT, timestamp);
  }

  /** Counts a debit; timestamps never fall. */
  public void use(int slot, long amount, long timestamp) {
    long at = (long) slot << SHIFT;
    long day = timestamp / NANOS_PER_DAY;
    long newest = words.get(at + NEWEST_DAY);
    if (day > newest) {
      for (long past = Math.max(newest + 1, day - DAYS + 1); past <= day; past++) {
        words.set(place(at, past), 0);
        words.set(place(at, past) + 1, 0);
      }
      words.set(at + NEWEST_DAY, day);
    }
    long place = place(at, day);
    long sum = words.get(place) + amount;
    words.set(place, sum < 0 ? Long.MAX_VALUE : sum);
    words.set(place + 1, words.get(place + 1) + 1);
  }

  /** Number of the claim's record. */
  public long incarnation(int slot) {
    return word(slot, INCARNATION);
  }

  public long claimLow(int slot) {
    return word(slot, CLAIM_LOW);
  }

  public long claimHigh(int slot) {
    return word(slot, CLAIM_HIGH);
  }

  public long policyVersion(int slot) {
    return word(slot, POLICY_VERSION);
  }

  /** One of the digest's words. */
  public long digestWord(int slot, int which) {
    return word(slot, POLICY_DIGEST + which);
  }

  public long claimedAt(int slot) {
    return word(slot, CLAIMED_AT);
  }

  /** The newest day with a debit, days since 1970; 0 before the first. */
  public long newestDay(int slot) {
    return word(slot, NEWEST_DAY);
  }

  /** Minor units debited on one of the last {@link #DAYS} days up to the newest. */
  public long amount(int slot, long day) {
    return words.get(place((long) slot << SHIFT, day));
  }

  /** How many debits there were on one of the last {@link #DAYS} days up to the newest. */
  public long debits(int slot, long day) {
    return words.get(place((long) slot << SHIFT, day) + 1);
  }

  private long word(int slot, int which) {
    return words.get(((long) slot << SHIFT) + which);
  }

  private static long place(long at, long day) {
    return at + FIRST_DAY + 2 * (day % DAYS);
  }
}
