package io.tallystick.ledger.member;

import io.tallystick.ledger.Names;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.NameStore;
import io.tallystick.ledger.state.ParticipantTable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Judges creations and changes of participants. */
public final class ParticipantRules {
  private final LedgerState state;
  private final Authority authority;

  /** Rules over a state; the authority is that of the row's submitter. */
  public ParticipantRules(LedgerState state, Authority authority) {
    this.state = state;
    this.authority = authority;
  }

  /** What becomes of a row. */
  public ParticipantResult judge(byte[] b, int at, Names beside, int row) {
    if (!authority.isOperator()) {
      return ParticipantResult.SUBMITTER_NOT_AUTHORISED;
    }
    if (ParticipantRequest.timestamp(b, at) != 0) {
      return ParticipantResult.TIMESTAMP_MUST_BE_ZERO;
    }
    return judgeStamped(b, at, beside, row);
  }

  /** The same without a look at the timestamp and the submitter. */
  public ParticipantResult judgeStamped(byte[] b, int at, Names beside, int row) {
    if (!zero(b, at + ParticipantRequest.ZERO_HEAD, at + ParticipantRequest.CODE)
        || !zero(b, at + ParticipantRequest.ZERO, at + ParticipantRequest.TIMESTAMP)) {
      return ParticipantResult.RESERVED_FIELD;
    }
    if ((ParticipantRequest.flags(b, at) & ~ParticipantRequest.FLAGS_KNOWN) != 0) {
      return ParticipantResult.RESERVED_FLAG;
    }
    if (!ParticipantCode.acceptable(b, at + ParticipantRequest.CODE)) {
      return ParticipantResult.CODE_MALFORMED;
    }
    int version = ParticipantRequest.version(b, at);
    if (version == 0) {
      return ParticipantResult.VERSION_MUST_NOT_BE_ZERO;
    }
    int number = find(state, b, at + ParticipantRequest.CODE);
    if (number == ParticipantTable.NOBODY) {
      return version == 1 ? create(b, at, beside, row) : ParticipantResult.PARTICIPANT_NOT_FOUND;
    }
    int known = state.participants().version(number);
    if (version == known) {
      return same(b, at, beside, row, number)
          ? ParticipantResult.EXISTS
          : ParticipantResult.EXISTS_WITH_DIFFERENT_FIELDS;
    }
    return version == known + 1
        ? change(b, at, beside, row, number)
        : ParticipantResult.VERSION_CONFLICT;
  }

  private ParticipantResult create(byte[] b, int at, Names beside, int row) {
    ParticipantResult wrong = values(b, at, beside, row);
    if (wrong != null) {
      return wrong;
    }
    return state.participants().count() >= MemberLimits.PARTICIPANTS_MAX
        ? ParticipantResult.TOO_MANY_PARTICIPANTS
        : ParticipantResult.CREATED;
  }

  private ParticipantResult change(byte[] b, int at, Names beside, int row, int number) {
    ParticipantResult wrong = values(b, at, beside, row);
    if (wrong != null) {
      return wrong;
    }
    int before = state.participants().roles(number);
    int roles = ParticipantRequest.roles(b, at);
    return ((before ^ roles) & Roles.OPERATOR) != 0
        ? ParticipantResult.OPERATOR_ROLE_IS_FIXED
        : ParticipantResult.CREATED;
  }

  /** What is wrong with what is to be, or null. */
  private static ParticipantResult values(byte[] b, int at, Names beside, int row) {
    byte[] name = beside.value(row, ValueKind.DISPLAY_NAME);
    if (!nameAcceptable(name)) {
      return ParticipantResult.NAME_MALFORMED;
    }
    int roles = ParticipantRequest.roles(b, at);
    if ((roles & ~Roles.OF_PARTICIPANTS) != 0) {
      return ParticipantResult.ROLES_UNKNOWN;
    }
    int quorum = ParticipantRequest.quorum(b, at);
    if (quorum < 0 || quorum > ParticipantRequest.QUORUM_MAX) {
      return ParticipantResult.QUORUM_OUT_OF_RANGE;
    }
    boolean suspended = (ParticipantRequest.flags(b, at) & ParticipantRequest.SUSPENDED) != 0;
    if (suspended && (roles & Roles.OPERATOR) != 0) {
      return ParticipantResult.OPERATOR_CANNOT_BE_SUSPENDED;
    }
    return null;
  }

  private boolean same(byte[] b, int at, Names beside, int row, int number) {
    ParticipantTable participants = state.participants();
    long kept = participants.name(number);
    return ParticipantRequest.roles(b, at) == participants.roles(number)
        && ParticipantRequest.flags(b, at) == participants.flags(number)
        && ParticipantRequest.quorum(b, at) == participants.quorum(number)
        && NameStore.length(kept) > 0
        && Arrays.equals(state.names().bytes(kept), beside.value(row, ValueKind.DISPLAY_NAME));
  }

  /** The number of the participant whose code stands there, or {@code NOBODY}. */
  public static int find(LedgerState state, byte[] b, int at) {
    return state
        .participants()
        .find(
            ParticipantCode.word(b, at, 0),
            ParticipantCode.word(b, at, 1),
            ParticipantCode.word(b, at, 2),
            ParticipantCode.word(b, at, 3));
  }

  /** Whether bytes are a display name: UTF-8 of 1 to 128 bytes without control characters. */
  public static boolean nameAcceptable(byte[] name) {
    if (name == null || name.length == 0 || name.length > ValueKind.DISPLAY_NAME_BYTES_MAX) {
      return false;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(name))
          .chars()
          .noneMatch(Character::isISOControl);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  static boolean zero(byte[] b, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= b[i];
    }
    return all == 0;
  }
}
