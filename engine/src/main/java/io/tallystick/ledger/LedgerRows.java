package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.LedgerState;

/** A body of ledger declarations. They are never linked. */
final class LedgerRows extends UnlinkedRows {
  private final LedgerState state;
  private final LedgerRules rules;
  private Authority authority;

  LedgerRows(LedgerState state, LedgerRules rules) {
    super(LedgerResult.EXISTS.number());
    this.state = state;
    this.rules = rules;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Authority submitter) {
    begin(batch, rows, firstRow);
    authority = submitter;
  }

  @Override
  int judge(byte[] b, int at, int row, long timestamp) {
    return rules.judge(b, at).number();
  }

  @Override
  long create(ApplyOutput into, byte[] b, int at, int row, long timestamp) {
    return create(state, into, b, at, timestamp, authority);
  }

  @Override
  long existingTimestamp(byte[] b, int at) {
    return state.ledgers().timestamp(state.ledgers().find((int) LedgerRequest.idLow(b, at)));
  }

  static long create(
      LedgerState state, ApplyOutput out, byte[] b, int at, long timestamp, Authority submitter) {
    long number =
        RequestRecords.add(
            out,
            b,
            at,
            timestamp,
            RecordType.LEDGER_DECLARED,
            0,
            StoredRecord.NONE,
            submitter.participant());
    state
        .ledgers()
        .add(
            LedgerRequest.ledger(b, at),
            LedgerRequest.codeFirst(b, at),
            LedgerRequest.codeSecond(b, at),
            LedgerRequest.scale(b, at),
            timestamp);
    return number;
  }
}
