package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.LedgerState;

/** A body of ledger declarations. They are never linked. */
final class LedgerRows implements Rows {
  private final LedgerState state;
  private final LedgerRules rules;
  private Authority authority;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private int at;
  private long number;

  LedgerRows(LedgerState state, LedgerRules rules) {
    this.state = state;
    this.rules = rules;
  }

  void body(ApplyOutput batch, byte[] rows, int firstRow, Authority submitter) {
    authority = submitter;
    out = batch;
    buffer = rows;
    offset = firstRow;
  }

  @Override
  public boolean linked(int row) {
    return false;
  }

  @Override
  public int apply(int row, int event, long timestamp) {
    at = offset + row * LedgerRequest.BYTES;
    LedgerResult result = rules.judge(buffer, at);
    if (result == LedgerResult.CREATED) {
      number = create(state, out, buffer, at, timestamp, authority);
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
    if (result == LedgerResult.EXISTS.number()) {
      int index = state.ledgers().find((int) LedgerRequest.idLow(buffer, at));
      answered = state.ledgers().timestamp(index);
    }
    out.answer(result, answered, StoredRecord.NONE);
  }

  static long create(
      LedgerState state, ApplyOutput out, byte[] b, int at, long timestamp, Authority submitter) {
    long number = out.nextNumber();
    int record = out.addRecord();
    System.arraycopy(b, at, out.records(), record, LedgerRequest.BYTES);
    LedgerRequest.timestamp(out.records(), record, timestamp);
    StoredRecord.tail(
        out.records(),
        record,
        RecordType.LEDGER_DECLARED,
        LedgerResult.CREATED.number(),
        0,
        StoredRecord.NONE,
        StoredRecord.NONE,
        0,
        StoredRecord.NONE);
    StoredRecord.submitter(out.records(), record, submitter.participant());
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
