package io.tallystick.ledger;

import java.util.Locale;

/**
 * What an account creation became, in order of precedence: the first that applies is given. Names,
 * numbers and order are those of TigerBeetle's 2026 releases (reference, create_accounts; its
 * {@code created} is 0 here); numbers from 1000 are ours.
 */
public enum AccountResult {
  CREATED(0),
  LINKED_EVENT_FAILED(1),
  LINKED_EVENT_CHAIN_OPEN(2),

  /** The submitting key may not, or not any more; given to every row of its body, before all. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FIELD(4),
  RESERVED_FLAG(5),
  ID_MUST_NOT_BE_ZERO(6),
  ID_MUST_NOT_BE_INT_MAX(7),
  EXISTS_WITH_DIFFERENT_FLAGS(15),
  EXISTS_WITH_DIFFERENT_USER_DATA_128(16),
  EXISTS_WITH_DIFFERENT_USER_DATA_64(17),
  EXISTS_WITH_DIFFERENT_USER_DATA_32(18),
  EXISTS_WITH_DIFFERENT_LEDGER(19),
  EXISTS_WITH_DIFFERENT_CODE(20),
  EXISTS(21),

  /**
   * Given as an internal id ({@code 0x…}) that names nothing yet. Decided where ids are read,
   * behind a read barrier: ids never cease to exist, so the ledger itself never gives it.
   */
  ID_NOT_IN_SCOPE(1004),
  FLAGS_ARE_MUTUALLY_EXCLUSIVE(8),
  DEBITS_PENDING_MUST_BE_ZERO(9),
  DEBITS_POSTED_MUST_BE_ZERO(10),
  CREDITS_PENDING_MUST_BE_ZERO(11),
  CREDITS_POSTED_MUST_BE_ZERO(12),
  LEDGER_MUST_NOT_BE_ZERO(13),

  /** The ledger is not declared. */
  LEDGER_NOT_FOUND(1000),
  CODE_MUST_NOT_BE_ZERO(14),

  /** As many accounts exist as {@link LedgerLimits#accountsMax()} allows. */
  TOO_MANY_ACCOUNTS(1005);

  private static final ResultNumbers<AccountResult> BY_NUMBER =
      new ResultNumbers<>(values(), AccountResult::number);

  private final int number;
  private final String wireName;

  AccountResult(int number) {
    this.number = number;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The number in records, entries and binary answers. */
  public int number() {
    return number;
  }

  /** The name in JSON, such as {@code exists}. */
  public String wireName() {
    return wireName;
  }

  /** False: only transfers' ids burn. */
  public boolean transientResult() {
    return false;
  }

  /** The result of a number; one that is unknown is damage ({@code result_unknown}). */
  public static AccountResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
