package io.tallystick.ledger;

import static io.tallystick.ledger.TransferFlags.CLOSING_CREDIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_DEBIT;
import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;
import static io.tallystick.ledger.state.AccountTable.CREDITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.CREDITS_POSTED;
import static io.tallystick.ledger.state.AccountTable.DEBITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.DEBITS_POSTED;

import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.IdHash;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.PendingTable;
import java.util.Arrays;

/** Makes records of transfers and changes the state by them. Decides nothing. */
final class TransferEffects {
  private static final long NO_NUMBER = StoredRecord.NONE;

  private final LedgerState state;
  private final AccountTable accounts;
  private final PastTransfers past;
  private ApplyOutput out;

  TransferEffects(LedgerState state, PastTransfers past) {
    this.state = state;
    this.accounts = state.accounts();
    this.past = past;
  }

  void begin(ApplyOutput batch) {
    out = batch;
  }

  /** Carries out a transfer that was judged {@code CREATED}; gives its record's number. */
  long create(TransferEvent t) {
    long number = out.nextNumber();
    int position = out.recordCount();
    boolean resolving = t.has(POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER);
    long related = resolving ? state.pendings().number(t.pendingSlot) : NO_NUMBER;
    int at = request(t);
    StoredRecord.tail(
        out.records(),
        at,
        RecordType.TRANSFER_CREATED,
        TransferResult.CREATED.number(),
        t.actualAmount,
        accounts.lastRecord(t.debitSlot),
        accounts.lastRecord(t.creditSlot),
        t.incarnation,
        related);
    StoredRecord.submitter(out.records(), at, t.submitter);
    past.ids().put(t.idHash, position);
    if (resolving) {
      past.resolutions().put(IdHash.of(t.pendingHigh, t.pendingLow), position);
      resolve(t);
    } else if (t.has(PENDING)) {
      hold(t, number);
    } else {
      state.change(t.debitSlot, DEBITS_POSTED, t.actualAmount);
      state.change(t.creditSlot, CREDITS_POSTED, t.actualAmount);
    }
    if (t.incarnation != 0) {
      state.guards().use(t.guardSlot, t.actualAmount, t.timestamp);
    }
    changed(t.debitSlot, t.creditSlot, t.debitFlags | t.creditFlags, number, t.timestamp);
    return number;
  }

  /** Burns the id of a transfer by a record of its refusal; gives the record's number. */
  long refuse(TransferEvent t, TransferResult result) {
    long number = out.nextNumber();
    past.ids().put(t.idHash, out.recordCount());
    int at = request(t);
    StoredRecord.tail(
        out.records(),
        at,
        RecordType.TRANSFER_REFUSED,
        result.number(),
        0,
        NO_NUMBER,
        NO_NUMBER,
        0,
        NO_NUMBER);
    StoredRecord.submitter(out.records(), at, t.submitter);
    return number;
  }

  /** Releases an open pending transfer whose timeout has passed. */
  void expire(int slot, long timestamp) {
    PendingTable pendings = state.pendings();
    long number = out.nextNumber();
    int position = out.recordCount();
    int debit = pendings.debitSlot(slot);
    int credit = pendings.creditSlot(slot);
    long amount = pendings.amount(slot);
    int at = out.addRecord();
    byte[] b = out.records();
    Arrays.fill(b, at, at + TransferRequest.BYTES, (byte) 0);
    TransferRequest.debitAccountId(b, at, accounts.idHigh(debit), accounts.idLow(debit));
    TransferRequest.creditAccountId(b, at, accounts.idHigh(credit), accounts.idLow(credit));
    TransferRequest.amount(b, at, amount);
    TransferRequest.pendingId(b, at, pendings.idHigh(slot), pendings.idLow(slot));
    TransferRequest.userData128(
        b, at, pendings.userData128High(slot), pendings.userData128Low(slot));
    TransferRequest.userData64(b, at, pendings.userData64(slot));
    TransferRequest.userData32(b, at, pendings.userData32(slot));
    TransferRequest.ledger(b, at, state.ledgers().number(accounts.ledgerIndex(debit)));
    TransferRequest.code(b, at, pendings.code(slot));
    TransferRequest.timestamp(b, at, timestamp);
    StoredRecord.tail(
        b,
        at,
        RecordType.PENDING_EXPIRED,
        0,
        amount,
        accounts.lastRecord(debit),
        accounts.lastRecord(credit),
        0,
        pendings.number(slot));
    past.resolutions().put(IdHash.of(pendings.idHigh(slot), pendings.idLow(slot)), position);
    release(slot, debit, credit, amount);
    pendings.remove(slot);
    changed(debit, credit, accounts.flags(debit) | accounts.flags(credit), number, timestamp);
  }

  private int request(TransferEvent t) {
    int at = out.addRecord();
    System.arraycopy(t.buffer, t.at, out.records(), at, TransferRequest.BYTES);
    TransferRequest.timestamp(out.records(), at, t.timestamp);
    return at;
  }

  private void hold(TransferEvent t, long number) {
    state.change(t.debitSlot, DEBITS_PENDING, t.actualAmount);
    state.change(t.creditSlot, CREDITS_PENDING, t.actualAmount);
    if (t.has(CLOSING_DEBIT)) {
      close(t.debitSlot, true);
    }
    if (t.has(CLOSING_CREDIT)) {
      close(t.creditSlot, true);
    }
    state
        .pendings()
        .add(
            t.idHigh,
            t.idLow,
            t.actualAmount,
            t.debitSlot,
            t.creditSlot,
            t.expiry(),
            number,
            t.code,
            t.flags,
            TransferRequest.userData64(t.buffer, t.at),
            TransferRequest.userData128High(t.buffer, t.at),
            TransferRequest.userData128Low(t.buffer, t.at),
            TransferRequest.userData32(t.buffer, t.at));
  }

  private void resolve(TransferEvent t) {
    int slot = t.pendingSlot;
    long held = state.pendings().amount(slot);
    if (t.has(VOID_PENDING_TRANSFER)) {
      release(slot, t.debitSlot, t.creditSlot, held);
    } else {
      state.change(t.debitSlot, DEBITS_PENDING, -held);
      state.change(t.creditSlot, CREDITS_PENDING, -held);
      state.change(t.debitSlot, DEBITS_POSTED, t.actualAmount);
      state.change(t.creditSlot, CREDITS_POSTED, t.actualAmount);
    }
    state.pendings().remove(slot);
  }

  /** Undoes a hold: the amount, and the closing of accounts. */
  private void release(int slot, int debit, int credit, long held) {
    state.change(debit, DEBITS_PENDING, -held);
    state.change(credit, CREDITS_PENDING, -held);
    int flags = state.pendings().flags(slot);
    if ((flags & CLOSING_DEBIT) != 0) {
      close(debit, false);
    }
    if ((flags & CLOSING_CREDIT) != 0) {
      close(credit, false);
    }
  }

  private void close(int slot, boolean closed) {
    int flags = accounts.flags(slot);
    accounts.flags(slot, closed ? flags | AccountFlags.CLOSED : flags & ~AccountFlags.CLOSED);
  }

  private void changed(int debit, int credit, int flagsOfBoth, long number, long timestamp) {
    accounts.lastRecord(debit, number);
    accounts.lastRecord(credit, number);
    if ((flagsOfBoth & AccountFlags.HISTORY) != 0) {
      keepHistory(debit, number, timestamp);
      keepHistory(credit, number, timestamp);
    }
  }

  private void keepHistory(int slot, long number, long timestamp) {
    if ((accounts.flags(slot) & AccountFlags.HISTORY) == 0) {
      return;
    }
    int at = out.addBalanceEntry();
    byte[] b = out.balanceEntries();
    BalanceEntry.links(
        b, at, number, timestamp, accounts.lastBalanceEntry(slot), state.nextSkip(slot));
    BalanceEntry.balances(
        b,
        at,
        accounts.balance(slot, DEBITS_PENDING),
        accounts.balance(slot, DEBITS_POSTED),
        accounts.balance(slot, CREDITS_PENDING),
        accounts.balance(slot, CREDITS_POSTED));
    state.addBalanceEntry(slot);
  }
}
