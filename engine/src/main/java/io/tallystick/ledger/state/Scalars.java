package io.tallystick.ledger.state;

/** Which word of the first section holds which number. */
final class Scalars {
  static final int RULES_VERSION = 0;
  static final int LAST_TIMESTAMP = 1;
  static final int NEXT_NUMBER = 2;
  static final int BALANCE_ENTRIES = 3;
  static final int CHECK_LOW = 4;
  static final int CHECK_HIGH = 5;
  static final int LEDGERS = 6;
  static final int ACCOUNTS = 7;
  static final int ACCOUNT_MAP_DEPTH = 8;
  static final int PENDING_MAP_DEPTH = 9;
  static final int PENDINGS_OPEN = 10;
  static final int PENDING_FREE = 11;
  static final int EXPIRIES = 12;
  static final int PARTICIPANTS = 13;
  static final int KEYS = 14;
  static final int GUARDS = 15;

  /** First of the free lists of {@link HistoryHeads}, one a block size. */
  static final int HISTORY_FREE = 16;

  static final int GUARD_MAP_DEPTH = 24;

  static final int COUNT = 32;

  private Scalars() {}
}
