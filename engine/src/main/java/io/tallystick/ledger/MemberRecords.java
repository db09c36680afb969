package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.LedgerState;

/** Makes records of participants and keys. */
final class MemberRecords {
  private static final int REQUEST_BYTES = 128;

  private MemberRecords() {}

  /** Adds the record of a request and links it to the participant's record before. */
  static long add(
      LedgerState state,
      ApplyOutput out,
      byte[] b,
      int at,
      long timestamp,
      int type,
      int participant,
      Authority submitter) {
    long number = out.nextNumber();
    int record = out.addRecord();
    System.arraycopy(b, at, out.records(), record, REQUEST_BYTES);
    TransferRequest.timestamp(out.records(), record, timestamp);
    StoredRecord.tail(
        out.records(),
        record,
        type,
        0,
        0,
        StoredRecord.NONE,
        StoredRecord.NONE,
        submitter.key(),
        state.participants().lastRecord(participant));
    StoredRecord.submitter(out.records(), record, submitter.participant());
    state.participants().lastRecord(participant, number);
    out.noteMembersChanged();
    return number;
  }
}
