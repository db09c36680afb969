package io.tallystick.ledger;

import java.util.Locale;

/**
 * What a transfer became, in order of precedence: the first that applies is given. Names, numbers
 * and order are those of TigerBeetle's 2026 releases (reference, create_transfers; its {@code
 * created} is 0 here); numbers from 1000 are ours and stand where the rules of this ledger put
 * them.
 */
public enum TransferResult {
  CREATED(0),
  LINKED_EVENT_FAILED(1),
  LINKED_EVENT_CHAIN_OPEN(2),

  /** The submitting key may not, or not any more; given to every row of its body, before all. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FLAG(4),
  ID_MUST_NOT_BE_ZERO(5),
  ID_MUST_NOT_BE_INT_MAX(6),
  EXISTS_WITH_DIFFERENT_FLAGS(36),
  EXISTS_WITH_DIFFERENT_PENDING_ID(40),
  EXISTS_WITH_DIFFERENT_TIMEOUT(44),
  EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID(37),
  EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID(38),
  EXISTS_WITH_DIFFERENT_AMOUNT(39),
  EXISTS_WITH_DIFFERENT_USER_DATA_128(41),
  EXISTS_WITH_DIFFERENT_USER_DATA_64(42),
  EXISTS_WITH_DIFFERENT_USER_DATA_32(43),
  EXISTS_WITH_DIFFERENT_LEDGER(67),
  EXISTS_WITH_DIFFERENT_CODE(45),
  EXISTS(46),
  ID_ALREADY_FAILED(68),

  /**
   * Given as an internal id ({@code 0x…}) that names nothing yet. Decided where ids are read,
   * behind a read barrier: ids never cease to exist, so the ledger itself never gives it.
   */
  ID_NOT_IN_SCOPE(1004),
  FLAGS_ARE_MUTUALLY_EXCLUSIVE(7),
  DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO(8),
  DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX(9),
  CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO(10),
  CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX(11),
  ACCOUNTS_MUST_BE_DIFFERENT(12),
  PENDING_ID_MUST_BE_ZERO(13),
  PENDING_ID_MUST_NOT_BE_ZERO(14),
  PENDING_ID_MUST_NOT_BE_INT_MAX(15),
  PENDING_ID_MUST_BE_DIFFERENT(16),
  TIMEOUT_RESERVED_FOR_PENDING_TRANSFER(17),
  CLOSING_TRANSFER_MUST_BE_PENDING(64),
  LEDGER_MUST_NOT_BE_ZERO(19),

  /** The ledger is not declared. */
  LEDGER_NOT_FOUND(1000),
  CODE_MUST_NOT_BE_ZERO(20),

  /**
   * The debit account is not the submitter's (of a post or void: the pending transfer's), or the
   * credit account where it is to be closed or balanced.
   */
  ACCOUNT_NOT_OWNED(1014),

  /** The debit account is guarded and the transfer carries no grant. */
  AUTHORISATION_REQUIRED(1001),

  /** The grant is of an older incarnation of the account actor. */
  AUTHORISATION_STALE(1002),
  DEBIT_ACCOUNT_NOT_FOUND(21),
  CREDIT_ACCOUNT_NOT_FOUND(22),
  ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER(23),
  TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS(24),
  PENDING_TRANSFER_NOT_FOUND(25),
  PENDING_TRANSFER_NOT_PENDING(26),
  PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID(27),
  PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID(28),
  PENDING_TRANSFER_HAS_DIFFERENT_LEDGER(29),
  PENDING_TRANSFER_HAS_DIFFERENT_CODE(30),
  EXCEEDS_PENDING_TRANSFER_AMOUNT(31),
  PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT(32),
  PENDING_TRANSFER_ALREADY_POSTED(33),
  PENDING_TRANSFER_ALREADY_VOIDED(34),
  PENDING_TRANSFER_EXPIRED(35),
  DEBIT_ACCOUNT_ALREADY_CLOSED(65),
  CREDIT_ACCOUNT_ALREADY_CLOSED(66),
  OVERFLOWS_DEBITS_PENDING(47),
  OVERFLOWS_CREDITS_PENDING(48),
  OVERFLOWS_DEBITS_POSTED(49),
  OVERFLOWS_CREDITS_POSTED(50),
  OVERFLOWS_DEBITS(51),
  OVERFLOWS_CREDITS(52),
  OVERFLOWS_TIMEOUT(53),
  EXCEEDS_CREDITS(54),
  EXCEEDS_DEBITS(55),

  /** As many pending transfers are open as {@link LedgerLimits#pendingsMax()} allows. */
  TOO_MANY_PENDING(1003);

  private static final ResultNumbers<TransferResult> BY_NUMBER =
      new ResultNumbers<>(values(), TransferResult::number);

  private final int number;
  private final String wireName;

  TransferResult(int number) {
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

  /**
   * Whether the same request could have another result later, for which reason it burns the id: a
   * later use answers {@code id_already_failed}.
   */
  public boolean transientResult() {
    return switch (this) {
      case DEBIT_ACCOUNT_NOT_FOUND,
          CREDIT_ACCOUNT_NOT_FOUND,
          PENDING_TRANSFER_NOT_FOUND,
          EXCEEDS_CREDITS,
          EXCEEDS_DEBITS,
          DEBIT_ACCOUNT_ALREADY_CLOSED,
          CREDIT_ACCOUNT_ALREADY_CLOSED,
          LEDGER_NOT_FOUND ->
          true;
      default -> false;
    };
  }

  /** The result of a number; one that is unknown is damage ({@code result_unknown}). */
  public static TransferResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
