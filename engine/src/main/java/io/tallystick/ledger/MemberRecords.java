package io.tallystick.ledger;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.LedgerState;

/** Makes records of participants and keys. */
final class MemberRecords {
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
    long number =
        RequestRecords.add(
            out,
            b,
            at,
            timestamp,
            type,
            submitter.key(),
            state.participants().lastRecord(participant),
            submitter.participant());
    state.participants().lastRecord(participant, number);
    out.noteMembersChanged();
    return number;
  }
}
