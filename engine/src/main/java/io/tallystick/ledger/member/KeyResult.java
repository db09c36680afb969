package io.tallystick.ledger.member;

import io.tallystick.ledger.ResultNumbers;
import java.util.Locale;

/**
 * What a change of a key became, in order of precedence: the first that applies is given. Numbers
 * that other results have, too, mean the same.
 */
public enum KeyResult {
  /** Added, rotated, revoked or recovered. */
  CREATED(0),

  /** The submitting key may not, or not any more. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FIELD(4),
  RESERVED_FLAG(5),
  ACTION_UNKNOWN(1026),

  /** The submitter may not do this to this participant or to such a key. */
  NOT_PERMITTED(1027),
  PARTICIPANT_NOT_FOUND(1017),
  KEY_TYPE_UNKNOWN(1028),

  /** It does not stand beside the row, or has not the bytes of its type. */
  PUBLIC_KEY_MALFORMED(1029),

  /** The id is not that of the type and public key. */
  KEY_ID_DIFFERS(1030),

  /** The key is there with other values, or with another participant. */
  KEY_ALREADY_USED(1031),
  EXISTS(21),
  ROLES_UNKNOWN(1021),

  /** The participant has not all of these roles. */
  ROLES_NOT_GRANTED(1032),

  /** A key of an officer can have no other role. */
  OFFICER_STANDS_ALONE(1033),

  /** It would never be valid, or a time is no time. */
  VALIDITY_EMPTY(1034),

  /** The participant has no such key to revoke or replace. */
  KEY_NOT_FOUND(1035),

  /** It ends earlier already. */
  KEY_ALREADY_REVOKED(1036),

  /** No signatures stand beside the recovery, too many, or no signatures. */
  SIGNATURES_MALFORMED(1037),

  /** Someone signed twice, or is no valid officer of the participant. */
  SIGNER_NOT_AN_OFFICER(1038),

  /** Fewer officers signed than the participant's quorum asks for, or it has none. */
  QUORUM_NOT_REACHED(1039),

  /** No valid key of an operator would be left. */
  LAST_OPERATOR_KEY(1040),

  /** As many exist as {@link MemberLimits#KEYS_MAX} allows. */
  TOO_MANY_KEYS(1041);

  private static final ResultNumbers<KeyResult> BY_NUMBER =
      new ResultNumbers<>(values(), KeyResult::number);

  private final int number;
  private final String wireName;

  KeyResult(int number) {
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
  public static KeyResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
