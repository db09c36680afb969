package io.tallystick.ledger;

import java.util.Locale;

/**
 * What a declaration of a ledger became, in order of precedence: the first that applies is given.
 * Numbers below 1000 are those of the same names in {@link AccountResult}.
 */
public enum LedgerResult {
  CREATED(0),

  /** The submitting key may not, or not any more; given to every row of its body, before all. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FIELD(4),
  ID_MUST_NOT_BE_ZERO(6),

  /** The number does not fit 32 bits. */
  NUMBER_OUT_OF_RANGE(1006),
  EXISTS_WITH_DIFFERENT_CODE(20),

  /** Declared before with another scale. */
  EXISTS_WITH_DIFFERENT_SCALE(1007),
  EXISTS(21),

  /** The field {@code ledger} is not the same number as {@code id}. */
  LEDGER_NUMBER_DIFFERS(1008),

  /** Not a capital letter followed by at most 15 of {@code A-Z 0-9 . _ -}. */
  CODE_MALFORMED(1009),

  /** More decimal places than {@link LedgerRequest#SCALE_MAX}. */
  SCALE_OUT_OF_RANGE(1010),

  /** Another ledger has the code. */
  CODE_ALREADY_USED(1011),

  /** As many ledgers are declared as {@link LedgerLimits#ledgersMax()} allows. */
  TOO_MANY_LEDGERS(1012);

  private static final ResultNumbers<LedgerResult> BY_NUMBER =
      new ResultNumbers<>(values(), LedgerResult::number);

  private final int number;
  private final String wireName;

  LedgerResult(int number) {
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
  public static LedgerResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
