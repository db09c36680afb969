package io.tallystick.ring.query;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;

/**
 * An account's balances at an earlier time: what its newer records did is taken back, newest first.
 * For accounts without the {@code history} flag; bounded by {@link HistoryWalk#STEPS_MAX}.
 */
final class BalanceRewind {
  private final SettledRecords records;
  private final HistoryWalk walk;
  private long debitsPending;
  private long debitsPosted;
  private long creditsPending;
  private long creditsPosted;

  BalanceRewind(SettledRecords records, AccountView account) {
    this.records = records;
    this.walk = new HistoryWalk(records, account.idHigh(), account.idLow());
    this.debitsPending = account.debitsPending();
    this.debitsPosted = account.debitsPosted();
    this.creditsPending = account.creditsPending();
    this.creditsPosted = account.creditsPosted();
  }

  /**
   * Debits pending, debits posted, credits pending, credits posted right after the last record at
   * or before a time.
   */
  long[] at(long newest, long timestamp) {
    long number = newest;
    for (int steps = 0; number != StoredRecord.NONE; steps++) {
      if (steps == HistoryWalk.STEPS_MAX) {
        throw TallystickException.of(
            ErrorKind.UNPROCESSABLE,
            "history_not_kept",
            "more than "
                + HistoryWalk.STEPS_MAX
                + " records changed this account since then; accounts that need far look-backs are created with the"
                + " flag history");
      }
      byte[] record = records.effective(number);
      if (StoredRecord.timestamp(record, 0) <= timestamp) {
        break;
      }
      takeBack(record);
      number = walk.previous(record);
    }
    return new long[] {debitsPending, debitsPosted, creditsPending, creditsPosted};
  }

  private void takeBack(byte[] record) {
    long actual = StoredRecord.actualAmount(record, 0);
    int flags = TransferRequest.flags(record, 0);
    long posted = 0;
    long pending = 0;
    if (StoredRecord.type(record, 0) == RecordType.PENDING_EXPIRED) {
      pending = -actual;
    } else if ((flags & TransferFlags.PENDING) != 0) {
      pending = actual;
    } else if ((flags & TransferFlags.POST_PENDING_TRANSFER) != 0) {
      pending = -held(record);
      posted = actual;
    } else if ((flags & TransferFlags.VOID_PENDING_TRANSFER) != 0) {
      pending = -held(record);
    } else {
      posted = actual;
    }
    if (walk.isDebit(record)) {
      debitsPending -= pending;
      debitsPosted -= posted;
    } else {
      creditsPending -= pending;
      creditsPosted -= posted;
    }
  }

  private long held(byte[] record) {
    return StoredRecord.actualAmount(records.raw(StoredRecord.related(record, 0)), 0);
  }
}
