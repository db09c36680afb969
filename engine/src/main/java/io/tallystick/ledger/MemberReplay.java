package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.KeyRules;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.ParticipantRules;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ledger.state.LedgerState;

/**
 * Applies stored records of participants and keys. They name the submitting key, so that its powers
 * are judged again as they were.
 */
final class MemberReplay {
  private final LedgerState state;
  private final ParticipantRules participants;
  private final KeyRules keys;
  private final Authority authority;

  MemberReplay(
      LedgerState state, ParticipantRules participants, KeyRules keys, Authority authority) {
    this.state = state;
    this.participants = participants;
    this.keys = keys;
    this.authority = authority;
  }

  /** Applies a record; says why it cannot have come about, or null. */
  String record(
      byte[] records, int at, long timestamp, Names beside, int position, ApplyOutput out) {
    long key = StoredRecord.incarnation(records, at);
    if (key < Authority.NO_KEY || key > state.keys().count()) {
      return "the key that submitted it is unknown";
    }
    authority.ofKey((int) key, timestamp);
    if (authority.participant() != StoredRecord.submitter(records, at)) {
      return "the key that submitted it is not its submitter's";
    }
    return StoredRecord.type(records, at) == RecordType.PARTICIPANT_CHANGED
        ? participant(records, at, timestamp, beside, position, out)
        : key(records, at, timestamp, beside, position, out);
  }

  private String participant(
      byte[] records, int at, long timestamp, Names beside, int position, ApplyOutput out) {
    if (!authority.may(Roles.OPERATOR)) {
      return ParticipantResult.SUBMITTER_NOT_AUTHORISED.wireName();
    }
    ParticipantResult result = participants.judgeStamped(records, at, beside, position);
    if (result != ParticipantResult.CREATED) {
      return result.wireName();
    }
    ParticipantRows.create(state, out, records, at, timestamp, beside, position, authority);
    return null;
  }

  private String key(
      byte[] records, int at, long timestamp, Names beside, int position, ApplyOutput out) {
    if (!authority.may(Roles.KNOWN)) {
      return KeyResult.SUBMITTER_NOT_AUTHORISED.wireName();
    }
    KeyResult result = keys.judgeStamped(records, at, timestamp, beside, position);
    if (result != KeyResult.CREATED) {
      return result.wireName();
    }
    KeyRows.create(state, out, records, at, timestamp, beside, position, authority);
    return null;
  }
}
