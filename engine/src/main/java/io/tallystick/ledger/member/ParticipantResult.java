package io.tallystick.ledger.member;

import io.tallystick.ledger.ResultNumbers;
import java.util.Locale;

/**
 * What a participant's creation or change became, in order of precedence: the first that applies is
 * given. Numbers that other results have, too, mean the same.
 */
public enum ParticipantResult {
  /** Created or changed. */
  CREATED(0),

  /** The submitting key may not, or not any more. */
  SUBMITTER_NOT_AUTHORISED(1013),
  TIMESTAMP_MUST_BE_ZERO(3),
  RESERVED_FIELD(4),
  RESERVED_FLAG(5),

  /** Not 1 to 32 of {@code A-Z a-z 0-9 -}. */
  CODE_MALFORMED(1009),
  VERSION_MUST_NOT_BE_ZERO(1016),

  /** A change of a participant that does not exist. */
  PARTICIPANT_NOT_FOUND(1017),

  /** Another change came first, or the one before is missing: read it and decide again. */
  VERSION_CONFLICT(1018),

  /** This version was made with other values. */
  EXISTS_WITH_DIFFERENT_FIELDS(1019),
  EXISTS(21),

  /** No UTF-8 of 1 to 128 bytes, or with control characters. */
  NAME_MALFORMED(1020),

  /** A role that participants cannot have. */
  ROLES_UNKNOWN(1021),

  /** More officers than a recovery can have signatures. */
  QUORUM_OUT_OF_RANGE(1022),

  /** Whose ids are the operator's is settled at creation. */
  OPERATOR_ROLE_IS_FIXED(1023),
  OPERATOR_CANNOT_BE_SUSPENDED(1024),

  /** As many exist as {@link MemberLimits#PARTICIPANTS_MAX} allows. */
  TOO_MANY_PARTICIPANTS(1025);

  private static final ResultNumbers<ParticipantResult> BY_NUMBER =
      new ResultNumbers<>(values(), ParticipantResult::number);

  private final int number;
  private final String wireName;

  ParticipantResult(int number) {
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
  public static ParticipantResult of(int number) {
    return BY_NUMBER.of(number);
  }
}
