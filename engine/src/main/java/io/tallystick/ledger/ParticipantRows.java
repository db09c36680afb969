package io.tallystick.ledger;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ledger.member.ParticipantRules;
import io.tallystick.ledger.member.ValueKind;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.ParticipantTable;

/**
 * A body of participants. They are never linked; each row is judged with its submitter's powers.
 */
final class ParticipantRows extends UnlinkedRows {
  private final LedgerState state;
  private final ParticipantRules rules;
  private final Authority authority;
  private Names beside = Names.EMPTY;
  private int submittingKey;

  ParticipantRows(LedgerState state, ParticipantRules rules, Authority authority) {
    super(ParticipantResult.EXISTS.number());
    this.state = state;
    this.rules = rules;
    this.authority = authority;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Names rowsBeside, int key) {
    begin(batch, rows, firstRow);
    beside = rowsBeside;
    submittingKey = key;
  }

  @Override
  int judge(byte[] b, int at, int row, long timestamp) {
    authority.ofKey(submittingKey, timestamp);
    return rules.judge(b, at, beside, row).number();
  }

  @Override
  long create(ApplyOutput into, byte[] b, int at, int row, long timestamp) {
    return create(state, into, b, at, timestamp, beside, row, authority);
  }

  @Override
  long existingTimestamp(byte[] b, int at) {
    return state
        .participants()
        .changedAt(ParticipantRules.find(state, b, at + ParticipantRequest.CODE));
  }

  /** Carries out a row that was judged {@code CREATED}. */
  static long create(
      LedgerState state,
      ApplyOutput out,
      byte[] b,
      int at,
      long timestamp,
      Names beside,
      int row,
      Authority submitter) {
    ParticipantTable participants = state.participants();
    int participant = ParticipantRules.find(state, b, at + ParticipantRequest.CODE);
    if (participant == ParticipantTable.NOBODY) {
      int code = at + ParticipantRequest.CODE;
      participant =
          participants.add(
              LittleEndian.getLong(b, code),
              LittleEndian.getLong(b, code + 8),
              LittleEndian.getLong(b, code + 16),
              LittleEndian.getLong(b, code + 24),
              timestamp);
    }
    byte[] name = beside.value(row, ValueKind.DISPLAY_NAME);
    participants.set(
        participant,
        ParticipantRequest.roles(b, at),
        ParticipantRequest.flags(b, at),
        ParticipantRequest.quorum(b, at),
        ParticipantRequest.version(b, at),
        state.names().add(name, 0, name.length),
        timestamp);
    long number =
        MemberRecords.add(
            state, out, b, at, timestamp, RecordType.PARTICIPANT_CHANGED, participant, submitter);
    out.addBeside(ValueKind.DISPLAY_NAME, name);
    return number;
  }
}
