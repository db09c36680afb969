package io.tallystick.api.endpoint;

import io.tallystick.base.Checks;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.member.ParticipantRequest;
import io.tallystick.participant.Submitter;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a submitter may see: everything (operators, auditors, and whoever asks where no credential
 * is asked for), or its own accounts and the records that touch them. What it may not see is as if
 * it were not there.
 */
record Sight(Submitter submitter) {
  Sight {
    Checks.that(submitter != null, "someone looks");
  }

  boolean all() {
    return submitter.seesAll();
  }

  boolean of(AccountRow row) {
    return submitter.sees(row.owner());
  }

  /** Whether it may see a participant's code, roles and keys. */
  boolean ofParticipant(String code) {
    return all() || code.equals(submitter.code());
  }

  /** Whether it may see a stored record of any type. */
  boolean of(TransferRow row) {
    byte[] record = row.record();
    return all()
        || switch (StoredRecord.type(record, 0)) {
          case RecordType.LEDGER_DECLARED -> true;
          // Both kinds of records hold the participant's code at the same place.
          case RecordType.PARTICIPANT_CHANGED, RecordType.KEY_CHANGED ->
              ofParticipant(ParticipantRequest.code(record, 0));
          default -> touches(row);
        };
  }

  private boolean touches(TransferRow row) {
    return submitter.sees(row.debitOwner())
        || submitter.sees(row.creditOwner())
        || StoredRecord.submitter(row.record(), 0) == submitter.participant();
  }

  /** The account, if it may be seen. */
  Optional<AccountRow> account(Optional<AccountRow> found) {
    return found.filter(this::of);
  }

  /** The transfer, if it may be seen. */
  Optional<TransferRow> transfer(Optional<TransferRow> found) {
    return found.filter(this::of);
  }

  /** The rows of a page that may be seen: perhaps fewer than were asked for. */
  Page<TransferRow> transfers(Page<TransferRow> page) {
    return all() ? page : new Page<>(visible(page.rows(), this::of), page.cursor());
  }

  List<TransferRow> records(List<TransferRow> rows) {
    return all() ? rows : visible(rows, this::of);
  }

  private static <T> List<T> visible(List<T> rows, Predicate<T> may) {
    return rows.stream().filter(may).toList();
  }
}
