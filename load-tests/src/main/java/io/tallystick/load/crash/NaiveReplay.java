package io.tallystick.load.crash;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A second, plain implementation of those rules of design/ledger.md that the campaign's records can
 * meet, written apart from the engine's. The settled order is fed to it record by record.
 */
final class NaiveReplay {
  /** Balances of one account. */
  static final class Account {
    final int flags;
    long debitsPending;
    long debitsPosted;
    long creditsPending;
    long creditsPosted;

    Account(int flags) {
      this.flags = flags;
    }
  }

  private enum State {
    SETTLED,
    OPEN,
    RESOLVED
  }

  private static final class Transfer {
    final Account debit;
    final Account credit;
    final long amount;
    final long expiry;
    State state;

    Transfer(Account debit, Account credit, long amount, long expiry, State state) {
      this.debit = debit;
      this.credit = credit;
      this.amount = amount;
      this.expiry = expiry;
      this.state = state;
    }
  }

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

  private final Map<Id, Account> accounts = new HashMap<>();
  private final Map<Id, Transfer> transfers = new HashMap<>();
  private final Set<Id> burnt = new HashSet<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private long actualAmount;

  /** Takes a new account; false if it is there already. */
  boolean account(byte[] b, int at) {
    Id id = new Id(AccountRequest.idHigh(b, at), AccountRequest.idLow(b, at));
    return accounts.putIfAbsent(id, new Account(AccountRequest.flags(b, at))) == null;
  }

  /** An account's balances, or null. */
  Account balances(Id id) {
    return accounts.get(id);
  }

  Map<Id, Account> accounts() {
    return accounts;
  }

  /** What the transfer taken last moved or held. */
  long actualAmount() {
    return actualAmount;
  }

  /** Takes the next transfer of the settled order and says what it becomes. */
  TransferResult transfer(byte[] b, int at) {
    undo.clear();
    return event(b, at, TransferRequest.timestamp(b, at));
  }

  /**
   * What the last of some linked rows becomes after those before it; nothing takes effect, but the
   * last row's id is burnt.
   */
  TransferResult lastOfBrokenChain(byte[] b, int firstAt, int lastAt, long timestamp) {
    undo.clear();
    TransferResult result = TransferResult.CREATED;
    for (int at = firstAt;
        at <= lastAt && result == TransferResult.CREATED;
        at += TransferRequest.BYTES) {
      result = event(b, at, timestamp);
    }
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
    burnt.add(id(b, lastAt));
    return result;
  }

  /** Releases a pending transfer; what was held, or -1 if it is not open or not due. */
  long expire(byte[] b, int at) {
    Id id = new Id(TransferRequest.pendingIdHigh(b, at), TransferRequest.pendingIdLow(b, at));
    Transfer pending = transfers.get(id);
    boolean due =
        pending != null
            && pending.state == State.OPEN
            && pending.expiry != 0
            && pending.expiry <= TransferRequest.timestamp(b, at);
    if (!due) {
      return -1;
    }
    pending.debit.debitsPending -= pending.amount;
    pending.credit.creditsPending -= pending.amount;
    pending.state = State.RESOLVED;
    return pending.amount;
  }

  private TransferResult event(byte[] b, int at, long timestamp) {
    Id id = id(b, at);
    actualAmount = 0;
    if (transfers.containsKey(id)) {
      return TransferResult.EXISTS;
    }
    if (burnt.contains(id)) {
      return TransferResult.ID_ALREADY_FAILED;
    }
    TransferResult result =
        (TransferRequest.flags(b, at) & RESOLVES) != 0
            ? resolve(id, b, at, timestamp)
            : move(id, b, at, timestamp);
    if (result.transientResult()) {
      burnt.add(id);
      undo.push(() -> burnt.remove(id));
    }
    return result;
  }

  private TransferResult move(Id id, byte[] b, int at, long timestamp) {
    Id debitId = debit(b, at);
    Id creditId = credit(b, at);
    long amount = TransferRequest.amount(b, at);
    boolean pending = (TransferRequest.flags(b, at) & TransferFlags.PENDING) != 0;
    int timeout = TransferRequest.timeout(b, at);
    if (debitId.equals(creditId)) {
      return TransferResult.ACCOUNTS_MUST_BE_DIFFERENT;
    }
    if (timeout != 0 && !pending) {
      return TransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
    }
    if (TransferRequest.code(b, at) == 0) {
      return TransferResult.CODE_MUST_NOT_BE_ZERO;
    }
    Account debit = accounts.get(debitId);
    if (debit == null) {
      return TransferResult.DEBIT_ACCOUNT_NOT_FOUND;
    }
    Account credit = accounts.get(creditId);
    if (credit == null) {
      return TransferResult.CREDIT_ACCOUNT_NOT_FOUND;
    }
    boolean limited = (debit.flags & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) != 0;
    if (limited && debit.debitsPending + debit.debitsPosted + amount > debit.creditsPosted) {
      return TransferResult.EXCEEDS_CREDITS;
    }
    long expiry = timeout == 0 ? 0 : timestamp + timeout * NANOS_PER_SECOND;
    add(id, new Transfer(debit, credit, amount, expiry, pending ? State.OPEN : State.SETTLED));
    if (pending) {
      debit.debitsPending += amount;
      credit.creditsPending += amount;
    } else {
      debit.debitsPosted += amount;
      credit.creditsPosted += amount;
      undo.push(
          () -> {
            debit.debitsPosted -= amount;
            credit.creditsPosted -= amount;
          });
    }
    actualAmount = amount;
    return TransferResult.CREATED;
  }

  private TransferResult resolve(Id id, byte[] b, int at, long timestamp) {
    Transfer pending =
        transfers.get(
            new Id(TransferRequest.pendingIdHigh(b, at), TransferRequest.pendingIdLow(b, at)));
    if (pending == null) {
      return TransferResult.PENDING_TRANSFER_NOT_FOUND;
    }
    if (pending.state == State.SETTLED) {
      return TransferResult.PENDING_TRANSFER_NOT_PENDING;
    }
    boolean posts = (TransferRequest.flags(b, at) & TransferFlags.POST_PENDING_TRANSFER) != 0;
    long asked = TransferRequest.amount(b, at);
    boolean all = posts ? asked == Amounts.AMOUNT_MAX : asked == 0;
    long amount = all ? pending.amount : asked;
    if (amount > pending.amount) {
      return TransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
    }
    if (!posts && amount != pending.amount) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
    }
    if (pending.state == State.RESOLVED) {
      return TransferResult.PENDING_TRANSFER_ALREADY_POSTED;
    }
    if (pending.expiry != 0 && pending.expiry <= timestamp) {
      return TransferResult.PENDING_TRANSFER_EXPIRED;
    }
    pending.state = State.RESOLVED;
    pending.debit.debitsPending -= pending.amount;
    pending.credit.creditsPending -= pending.amount;
    if (posts) {
      pending.debit.debitsPosted += amount;
      pending.credit.creditsPosted += amount;
    }
    add(id, new Transfer(pending.debit, pending.credit, amount, 0, State.SETTLED));
    actualAmount = amount;
    return TransferResult.CREATED;
  }

  private void add(Id id, Transfer transfer) {
    transfers.put(id, transfer);
    undo.push(() -> transfers.remove(id));
  }

  private static Id id(byte[] b, int at) {
    return new Id(TransferRequest.idHigh(b, at), TransferRequest.idLow(b, at));
  }

  private static Id debit(byte[] b, int at) {
    return new Id(
        TransferRequest.debitAccountIdHigh(b, at), TransferRequest.debitAccountIdLow(b, at));
  }

  private static Id credit(byte[] b, int at) {
    return new Id(
        TransferRequest.creditAccountIdHigh(b, at), TransferRequest.creditAccountIdLow(b, at));
  }
}
