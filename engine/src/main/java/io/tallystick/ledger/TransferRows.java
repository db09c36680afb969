package io.tallystick.ledger;

import static io.tallystick.ledger.state.AccountTable.CREDITS_POSTED;
import static io.tallystick.ledger.state.AccountTable.DEBITS_PENDING;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.LedgerState;
import java.util.Arrays;

/** A body of transfers. */
final class TransferRows implements Rows {
  private final AccountTable accounts;
  private final TransferRules rules;
  private final TransferEffects effects;
  private final TransferEvent t = new TransferEvent();
  private final LookAhead ahead;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private int rowCount;
  private boolean wantBalances;
  private Grants grants = Grants.NONE;
  private long number;
  private TransferResult result = TransferResult.CREATED;

  TransferRows(
      LedgerState state, PastTransfers past, TransferRules rules, TransferEffects effects) {
    this.accounts = state.accounts();
    this.ahead = new LookAhead(accounts, past);
    this.rules = rules;
    this.effects = effects;
  }

  void body(
      ApplyOutput batch,
      byte[] rows,
      int firstRow,
      int count,
      boolean balancesToo,
      Grants bodyGrants,
      Authority submitter) {
    out = batch;
    buffer = rows;
    offset = firstRow;
    rowCount = count;
    ahead.begin();
    wantBalances = balancesToo;
    grants = bodyGrants;
    t.submittedBy(submitter);
    if (wantBalances) {
      int from = batch.eventCount() * ApplyOutput.BALANCES_PER_EVENT;
      int to = from + count * ApplyOutput.BALANCES_PER_EVENT;
      Arrays.fill(batch.balances(), from, to, ApplyOutput.NO_BALANCE);
    }
  }

  @Override
  public boolean linked(int row) {
    int flags = TransferRequest.flags(buffer, offset + row * TransferRequest.BYTES);
    return (flags & TransferFlags.LINKED) != 0;
  }

  @Override
  public int apply(int row, int event, long timestamp) {
    int found = ahead.of(buffer, offset, row, rowCount);
    t.load(
        buffer,
        offset + row * TransferRequest.BYTES,
        timestamp,
        grants.incarnation(row),
        ahead.debit(found),
        ahead.credit(found),
        ahead.idIsNew(found));
    result = rules.judge(t);
    if (result == TransferResult.CREATED) {
      number = effects.create(t);
      if (wantBalances) {
        balances(event);
      }
    }
    return result.number();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void refuse(int resultNumber, long timestamp) {
    long refusal = result.transientResult() ? effects.refuse(t, result) : StoredRecord.NONE;
    boolean exists = result == TransferResult.EXISTS;
    int event = out.answer(resultNumber, exists ? t.existingTimestamp : timestamp, refusal);
    if (result == TransferResult.ID_ALREADY_FAILED) {
      out.firstFailure(event, t.firstResult, t.existingTimestamp);
    }
  }

  private void balances(int event) {
    int at = event * ApplyOutput.BALANCES_PER_EVENT;
    balances(t.debitSlot, at);
    balances(t.creditSlot, at + ApplyOutput.BALANCES_PER_EVENT / 2);
  }

  /** Another participant's balances are not the submitter's to know. */
  private void balances(int slot, int at) {
    if (t.mayDecideFor(accounts.owner(slot))) {
      for (int which = DEBITS_PENDING; which <= CREDITS_POSTED; which++) {
        out.balances()[at + which - DEBITS_PENDING] = accounts.balance(slot, which);
      }
    }
  }
}
