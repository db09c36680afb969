package io.tallystick.ring.query;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.BalanceEntry;
import io.tallystick.ledger.BalanceEntrySearch;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.persistence.segment.FixedSegments;
import io.tallystick.ring.query.Views.BalanceRow;
import io.tallystick.ring.query.Views.Page;
import java.util.ArrayList;
import java.util.List;

/** An account's history out of the local files. Read threads. */
final class HistoryPages {
  private final SettledRecords records;
  private final FixedSegments balanceEntries;

  HistoryPages(SettledRecords records, FixedSegments balanceEntries) {
    this.records = records;
    this.balanceEntries = balanceEntries;
  }

  /** One page of the account's records, newest first. */
  HistoryWalk.Found transfers(AccountView account, HistoryFilter filter) {
    HistoryWalk walk = new HistoryWalk(records, account.idHigh(), account.idLow());
    return walk.find(start(account, filter), filter);
  }

  static String cursor(HistoryWalk.Found found) {
    return found.next() == StoredRecord.NONE ? null : Cursors.of('h', found.next());
  }

  private long start(AccountView account, HistoryFilter filter) {
    if (filter.cursor() != null) {
      long number = Cursors.position('h', filter.cursor(), records.count() - 1);
      if (!isOf(records.effective(number), account)) {
        throw Cursors.invalid(filter.cursor());
      }
      return number;
    }
    if (account.lastBalanceEntry() == BalanceEntry.NONE || filter.toTimestamp() == Long.MAX_VALUE) {
      return account.lastRecord();
    }
    byte[] entry = new byte[BalanceEntry.BYTES];
    long found = entryAtOrBefore(account, filter.toTimestamp(), entry);
    return found == BalanceEntry.NONE ? StoredRecord.NONE : BalanceEntry.number(entry, 0);
  }

  private static boolean isOf(byte[] record, AccountView account) {
    return (TransferRequest.debitAccountIdHigh(record, 0) == account.idHigh()
            && TransferRequest.debitAccountIdLow(record, 0) == account.idLow())
        || (TransferRequest.creditAccountIdHigh(record, 0) == account.idHigh()
            && TransferRequest.creditAccountIdLow(record, 0) == account.idLow());
  }

  private long entryAtOrBefore(AccountView account, long timestamp, byte[] into) {
    return BalanceEntrySearch.atOrBefore(
        balanceEntries::read, account.lastBalanceEntry(), timestamp, into);
  }

  /** The four balances right after the account's last record at or before a time. */
  long[] balancesAt(AccountView account, long timestamp) {
    if (account.lastBalanceEntry() == BalanceEntry.NONE) {
      return new BalanceRewind(records, account).at(account.lastRecord(), timestamp);
    }
    byte[] entry = new byte[BalanceEntry.BYTES];
    return entryAtOrBefore(account, timestamp, entry) == BalanceEntry.NONE
        ? new long[4]
        : new long[] {
          BalanceEntry.debitsPending(entry, 0),
          BalanceEntry.debitsPosted(entry, 0),
          BalanceEntry.creditsPending(entry, 0),
          BalanceEntry.creditsPosted(entry, 0)
        };
  }

  /** One page of kept balances, newest first. */
  Page<BalanceRow> balances(AccountView account, HistoryFilter filter) {
    if ((account.flags() & AccountFlags.HISTORY) == 0) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "history_not_kept",
          "the account was created without the flag history, so its balances over time are not kept");
    }
    byte[] entry = new byte[BalanceEntry.BYTES];
    long number =
        filter.cursor() == null
            ? entryAtOrBefore(account, filter.toTimestamp(), entry)
            : Cursors.position('b', filter.cursor(), balanceEntries.count() - 1);
    List<BalanceRow> rows = new ArrayList<>();
    while (number != BalanceEntry.NONE) {
      balanceEntries.read(number, entry, 0);
      if (BalanceEntry.timestamp(entry, 0) < filter.fromTimestamp()) {
        return new Page<>(rows, null);
      }
      if (rows.size() == filter.limit()) {
        return new Page<>(rows, Cursors.of('b', number));
      }
      rows.add(
          new BalanceRow(
              BalanceEntry.number(entry, 0),
              BalanceEntry.timestamp(entry, 0),
              BalanceEntry.debitsPending(entry, 0),
              BalanceEntry.debitsPosted(entry, 0),
              BalanceEntry.creditsPending(entry, 0),
              BalanceEntry.creditsPosted(entry, 0)));
      number = BalanceEntry.previous(entry, 0);
    }
    return new Page<>(rows, null);
  }
}
