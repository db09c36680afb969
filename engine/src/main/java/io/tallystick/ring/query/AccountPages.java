package io.tallystick.ring.query;

import io.tallystick.ledger.AccountQuery;
import io.tallystick.ledger.AccountScan;
import io.tallystick.ledger.AccountView;
import io.tallystick.ledger.LedgerReads;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.Page;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accounts as rows; scans run on the apply thread in slices, with batches between them. */
final class AccountPages {
  /** Accounts looked at in one slice: well under a millisecond. */
  private static final int SLOTS_PER_SLICE = 16_384;

  /** Accounts that one request looks at; its page then ends early with a cursor. */
  private static final int SLOTS_MAX = 1 << 20;

  private final Pipelines pipelines;
  private final LedgerReads ledger;

  AccountPages(Pipelines pipelines, LedgerReads ledger) {
    this.pipelines = pipelines;
    this.ledger = ledger;
  }

  /** Apply thread: the account of an id, or null. */
  AccountRow row(long idHigh, long idLow) {
    int slot = ledger.accountSlot(idHigh, idLow);
    return slot == LedgerReads.ABSENT ? null : row(slot);
  }

  /** Apply thread. */
  AccountRow row(int slot) {
    AccountView view = ledger.account(slot);
    return new AccountRow(
        pipelines.gauge().height(),
        view.owner(),
        view.idHigh(),
        view.idLow(),
        view.name(),
        view.ledger(),
        view.code(),
        view.flags(),
        view.userData128High(),
        view.userData128Low(),
        view.userData64(),
        view.userData32(),
        view.debitsPending(),
        view.debitsPosted(),
        view.creditsPending(),
        view.creditsPosted(),
        view.timestamp());
  }

  /** Apply thread: a record with the names and owners of its accounts. */
  TransferRow named(byte[] record, long number, long height) {
    return switch (StoredRecord.type(record, 0)) {
      case RecordType.ACCOUNT_CREATED -> {
        long high = TransferRequest.idHigh(record, 0);
        long low = TransferRequest.idLow(record, 0);
        yield new TransferRow(
            record,
            number,
            height,
            ledger.accountName(high, low),
            null,
            ledger.accountOwner(high, low),
            TransferRow.NO_OWNER);
      }
      case RecordType.TRANSFER_CREATED, RecordType.TRANSFER_REFUSED, RecordType.PENDING_EXPIRED ->
          ofTransfer(record, number, height);
      default ->
          new TransferRow(
              record, number, height, null, null, TransferRow.NO_OWNER, TransferRow.NO_OWNER);
    };
  }

  private TransferRow ofTransfer(byte[] record, long number, long height) {
    long debitHigh = TransferRequest.debitAccountIdHigh(record, 0);
    long debitLow = TransferRequest.debitAccountIdLow(record, 0);
    long creditHigh = TransferRequest.creditAccountIdHigh(record, 0);
    long creditLow = TransferRequest.creditAccountIdLow(record, 0);
    return new TransferRow(
        record,
        number,
        height,
        ledger.accountName(debitHigh, debitLow),
        ledger.accountName(creditHigh, creditLow),
        ledger.accountOwner(debitHigh, debitLow),
        ledger.accountOwner(creditHigh, creditLow));
  }

  static AccountRow withBalances(AccountRow row, long[] balances) {
    return new AccountRow(
        row.height(),
        row.owner(),
        row.idHigh(),
        row.idLow(),
        row.name(),
        row.ledger(),
        row.code(),
        row.flags(),
        row.userData128High(),
        row.userData128Low(),
        row.userData64(),
        row.userData32(),
        balances[0],
        balances[1],
        balances[2],
        balances[3],
        row.timestamp());
  }

  CompletionStage<Page<AccountRow>> page(AccountFilter filter) {
    long[] wide = filter.userData128();
    AccountQuery query =
        new AccountQuery(
            filter.owner(),
            filter.ledger(),
            filter.code(),
            filter.userData64(),
            filter.userData32(),
            wide == null ? null : wide[0],
            wide == null ? null : wide[1]);
    int from =
        filter.cursor() == null
            ? 0
            : (int) Cursors.position('a', filter.cursor(), Integer.MAX_VALUE - 1);
    return slice(query, from, from, filter.limit(), new ArrayList<>());
  }

  private CompletionStage<Page<AccountRow>> slice(
      AccountQuery query, int start, int from, int limit, List<AccountRow> rows) {
    return pipelines
        .read(() -> scan(query, from, limit, rows))
        .thenCompose(
            next -> {
              if (next < 0) {
                return CompletableFuture.completedFuture(new Page<>(rows, null));
              }
              if (rows.size() >= limit || next - start >= SLOTS_MAX) {
                return CompletableFuture.completedFuture(new Page<>(rows, Cursors.of('a', next)));
              }
              return slice(query, start, next, limit, rows);
            });
  }

  /**
   * Apply thread: adds rows of one slice; returns the slot to go on with, or -1 behind the last
   * account.
   */
  private int scan(AccountQuery query, int from, int limit, List<AccountRow> rows) {
    AccountScan scan = ledger.scan(from, SLOTS_PER_SLICE, limit - rows.size(), query);
    for (int slot : scan.slots()) {
      rows.add(row(slot));
    }
    return scan.nextSlot() >= ledger.accountCount() ? -1 : scan.nextSlot();
  }
}
