package io.tallystick.ledger.guard;

import io.tallystick.ledger.ResultNumbers;
import java.util.Locale;

/**
 * What a claim became, in order of precedence: the first that applies is given. Numbers that other
 * results have, too, mean the same.
 */
public enum ClaimResult {
  /** The account's incarnation is this claim's record number from now on. */
  CREATED(0),

  /** Claims come from nodes, never with a participant's key. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FIELD(4),
  CLAIM_ID_MUST_NOT_BE_ZERO(1042),
  VERSION_MUST_NOT_BE_ZERO(1016),
  ACCOUNT_NOT_FOUND(1043),

  /** Debits of an account without the flag {@code guarded} need no authority. */
  ACCOUNT_NOT_GUARDED(1044),

  /** The account's present claim is this one. */
  EXISTS(21),

  /** An earlier claim was made under a newer policy. */
  POLICY_SUPERSEDED(1045),

  /** An earlier claim named another policy of this version. */
  POLICY_DIGEST_DIFFERS(1046),

  /** No more accounts can be claimed. */
  TOO_MANY_CLAIMS(1047);

  private static final ResultNumbers<ClaimResult> BY_NUMBER =
      new ResultNumbers<>(values(), ClaimResult::number);

  private final int number;
  private final String wireName;

  ClaimResult(int number) {
    this.number = number;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The number in records and entries. */
  public int number() {
    return number;
  }

  /** The name in JSON, such as {@code exists}. */
  public String wireName() {
    return wireName;
  }

  /** The result of a number; one that is unknown is damage ({@code result_unknown}). */
  public static ClaimResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
