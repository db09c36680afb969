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
final class ParticipantRows implements Rows {
  private final LedgerState state;
  private final ParticipantRules rules;
  private final Authority authority;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private Names beside = Names.EMPTY;
  private int submittingKey;
  private int at;
  private long number;

  ParticipantRows(LedgerState state, ParticipantRules rules, Authority authority) {
    this.state = state;
    this.rules = rules;
    this.authority = authority;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Names rowsBeside, int key) {
    out = batch;
    buffer = rows;
    offset = firstRow;
    beside = rowsBeside;
    submittingKey = key;
  }

  @Override
  public boolean linked(int row) {
    return false;
  }

  @Override
  public int apply(int row, int event, long timestamp) {
    at = offset + row * ParticipantRequest.BYTES;
    authority.ofKey(submittingKey, timestamp);
    ParticipantResult result = rules.judge(buffer, at, beside, row);
    if (result == ParticipantResult.CREATED) {
      number = create(state, out, buffer, at, timestamp, beside, row, authority);
    }
    return result.number();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void refuse(int result, long timestamp) {
    long answered = timestamp;
    if (result == ParticipantResult.EXISTS.number()) {
      int participant = ParticipantRules.find(state, buffer, at + ParticipantRequest.CODE);
      answered = state.participants().changedAt(participant);
    }
    out.answer(result, answered, StoredRecord.NONE);
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
