package io.tallystick.ring.query;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import java.util.ArrayList;
import java.util.List;

/** Follows an account's chain of back-pointers, newest record first. */
final class HistoryWalk {
  /**
   * Most records that one request looks at; a chain without the {@code history} flag has no short
   * cuts.
   */
  static final int STEPS_MAX = 100_000;

  /** A record of the chain: its number and effective bytes. */
  record Step(long number, byte[] record) {}

  /**
   * What a walk found, and where the next page goes on ({@link StoredRecord#NONE} at the chain's
   * end).
   */
  record Found(List<Step> steps, long next) {}

  private final SettledRecords records;
  private final long idHigh;
  private final long idLow;

  HistoryWalk(SettledRecords records, long idHigh, long idLow) {
    this.records = records;
    this.idHigh = idHigh;
    this.idLow = idLow;
  }

  /**
   * Walks from {@code newest} downward.
   *
   * @throws TallystickException {@code history_not_kept} (UNPROCESSABLE) past {@link #STEPS_MAX}
   */
  Found find(long newest, HistoryFilter filter) {
    List<Step> steps = new ArrayList<>();
    long number = newest;
    for (int looked = 0; number != StoredRecord.NONE; looked++) {
      if (looked == STEPS_MAX) {
        throw TallystickException.of(
            ErrorKind.UNPROCESSABLE,
            "history_not_kept",
            "the walk over this account's records passed "
                + STEPS_MAX
                + " steps; accounts that need far look-backs are created with the flag history");
      }
      byte[] record = records.effective(number);
      long timestamp = StoredRecord.timestamp(record, 0);
      if (timestamp < filter.fromTimestamp()) {
        return new Found(steps, StoredRecord.NONE);
      }
      if (timestamp <= filter.toTimestamp() && wanted(record, filter)) {
        if (steps.size() == filter.limit()) {
          return new Found(steps, number);
        }
        steps.add(new Step(number, record));
      }
      number = previous(record);
    }
    return new Found(steps, StoredRecord.NONE);
  }

  private boolean wanted(byte[] record, HistoryFilter filter) {
    return isDebit(record) ? filter.debits() : filter.credits();
  }

  /** Number of the account's record before this one. */
  long previous(byte[] record) {
    return isDebit(record)
        ? StoredRecord.debitPrevious(record, 0)
        : StoredRecord.creditPrevious(record, 0);
  }

  boolean isDebit(byte[] record) {
    return TransferRequest.debitAccountIdHigh(record, 0) == idHigh
        && TransferRequest.debitAccountIdLow(record, 0) == idLow;
  }
}
