package io.tallystick.ledger.state;

/**
 * Accounts in order of creation; an account's place is its <b>slot</b>, from 0, and never changes.
 * 16 words each:
 *
 * <pre>
 *  0 id low          4 credits pending   8 user_data_64               12 last record
 *  1 id high         5 credits posted    9 user_data_32 | ledger      13 last balance entry
 *  2 debits pending  6 user_data_128 low 10 code | flags | owner      14 history head
 *  3 debits posted   7 user_data_128 high 11 timestamp                15 name
 * </pre>
 *
 * Word 9: user_data_32 below, index of the ledger above. Word 10: code, flags from bit 16, number
 * of the owning participant from bit 32 (0 for the operator's). Words 12 and 13: -1 for none. Words
 * 14 and 15: see {@link HistoryHeads} and {@link NameStore}.
 */
public final class AccountTable {
  public static final int DEBITS_PENDING = 2;
  public static final int DEBITS_POSTED = 3;
  public static final int CREDITS_PENDING = 4;
  public static final int CREDITS_POSTED = 5;

  static final int SHIFT = 4;
  private static final int ID_LOW = 0;
  private static final int ID_HIGH = 1;
  private static final int USER_DATA_128_LOW = 6;
  private static final int USER_DATA_128_HIGH = 7;
  private static final int USER_DATA_64 = 8;
  private static final int USER_DATA_32_AND_LEDGER = 9;
  private static final int CODE_AND_FLAGS = 10;
  private static final int TIMESTAMP = 11;
  private static final int LAST_RECORD = 12;
  private static final int LAST_BALANCE_ENTRY = 13;
  static final int HISTORY_HEAD = 14;
  private static final int NAME = 15;
  private static final int FLAGS_SHIFT = 16;
  private static final int OWNER_SHIFT = 32;
  private static final int SHORT_MASK = 0xFFFF;
  private static final long NONE = -1;

  private final PagedLongs words;
  private final PagedLongs scalars;
  private final IdMap map;

  AccountTable(PagedLongs words, PagedLongs scalars, IdMap map) {
    this.words = words;
    this.scalars = scalars;
    this.map = map;
  }

  /** Accounts created. */
  public int count() {
    return (int) scalars.get(Scalars.ACCOUNTS);
  }

  /** The slot of an id, or {@link IdMap#ABSENT}. */
  public int find(long idHigh, long idLow) {
    return map.find(idHigh, idLow);
  }

  /** Most ids that {@link #findTogether} takes. */
  public static final int TOGETHER_MAX = IdMap.TOGETHER_MAX;

  /** Finds many accounts at once; see {@link IdMap#findTogether}. */
  public long findTogether(long[] ids, int count, int[] found) {
    return map.findTogether(ids, count, found);
  }

  /** Whether the map can take an id; see {@link IdMap#hasRoom}. */
  public boolean hasRoom(long idHigh, long idLow) {
    return map.hasRoom(idHigh, idLow);
  }

  /** Adds an account with no balances and gives its slot. */
  int add(
      long idHigh,
      long idLow,
      long userData128High,
      long userData128Low,
      long userData64,
      int userData32,
      int ledgerIndex,
      int code,
      int flags,
      int owner,
      long timestamp,
      long name) {
    int slot = count();
    long at = (long) slot << SHIFT;
    words.extend(at + (1L << SHIFT));
    words.set(at + ID_LOW, idLow);
    words.set(at + ID_HIGH, idHigh);
    words.set(at + USER_DATA_128_LOW, userData128Low);
    words.set(at + USER_DATA_128_HIGH, userData128High);
    words.set(at + USER_DATA_64, userData64);
    words.set(
        at + USER_DATA_32_AND_LEDGER,
        Integer.toUnsignedLong(userData32) | ((long) ledgerIndex << Integer.SIZE));
    words.set(at + CODE_AND_FLAGS, codeAndFlags(code, flags, owner));
    words.set(at + TIMESTAMP, timestamp);
    words.set(at + LAST_RECORD, NONE);
    words.set(at + LAST_BALANCE_ENTRY, NONE);
    words.set(at + NAME, name);
    map.put(idHigh, idLow, slot);
    scalars.set(Scalars.ACCOUNTS, slot + 1L);
    return slot;
  }

  public long idLow(int slot) {
    return word(slot, ID_LOW);
  }

  public long idHigh(int slot) {
    return word(slot, ID_HIGH);
  }

  /** One of the four balances. */
  public long balance(int slot, int which) {
    return word(slot, which);
  }

  void balance(int slot, int which, long value) {
    words.set(((long) slot << SHIFT) + which, value);
  }

  public long userData128Low(int slot) {
    return word(slot, USER_DATA_128_LOW);
  }

  public long userData128High(int slot) {
    return word(slot, USER_DATA_128_HIGH);
  }

  public long userData64(int slot) {
    return word(slot, USER_DATA_64);
  }

  public int userData32(int slot) {
    return (int) word(slot, USER_DATA_32_AND_LEDGER);
  }

  /** The ledger's place in {@link LedgerTable}. */
  public int ledgerIndex(int slot) {
    return (int) (word(slot, USER_DATA_32_AND_LEDGER) >>> Integer.SIZE);
  }

  public int code(int slot) {
    return (int) word(slot, CODE_AND_FLAGS) & SHORT_MASK;
  }

  public int flags(int slot) {
    return (int) (word(slot, CODE_AND_FLAGS) >>> FLAGS_SHIFT) & SHORT_MASK;
  }

  /** Replaces an account's flags. */
  public void flags(int slot, int flags) {
    words.set(
        ((long) slot << SHIFT) + CODE_AND_FLAGS, codeAndFlags(code(slot), flags, owner(slot)));
  }

  /** Number of the participant whose account it is; 0 for the operator's. */
  public int owner(int slot) {
    return (int) (word(slot, CODE_AND_FLAGS) >>> OWNER_SHIFT);
  }

  private static long codeAndFlags(int code, int flags, int owner) {
    return code | ((long) flags << FLAGS_SHIFT) | ((long) owner << OWNER_SHIFT);
  }

  public long timestamp(int slot) {
    return word(slot, TIMESTAMP);
  }

  /** Number of the newest record that changed the account, or -1. */
  public long lastRecord(int slot) {
    return word(slot, LAST_RECORD);
  }

  /** Notes the newest record that changed the account. */
  public void lastRecord(int slot, long number) {
    words.set(((long) slot << SHIFT) + LAST_RECORD, number);
  }

  /** Number of the account's newest balance entry, or -1. */
  public long lastBalanceEntry(int slot) {
    return word(slot, LAST_BALANCE_ENTRY);
  }

  void lastBalanceEntry(int slot, long number) {
    words.set(((long) slot << SHIFT) + LAST_BALANCE_ENTRY, number);
  }

  long historyHead(int slot) {
    return word(slot, HISTORY_HEAD);
  }

  void historyHead(int slot, long head) {
    words.set(((long) slot << SHIFT) + HISTORY_HEAD, head);
  }

  /** What {@link NameStore} gave for the account's name; 0 for none. */
  public long name(int slot) {
    return word(slot, NAME);
  }

  private long word(int slot, int which) {
    return words.get(((long) slot << SHIFT) + which);
  }
}
