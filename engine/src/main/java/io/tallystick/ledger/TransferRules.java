package io.tallystick.ledger;

import static io.tallystick.ledger.TransferFlags.BALANCING_CREDIT;
import static io.tallystick.ledger.TransferFlags.BALANCING_DEBIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_CREDIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_DEBIT;
import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;
import static io.tallystick.ledger.state.AccountTable.CREDITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.CREDITS_POSTED;
import static io.tallystick.ledger.state.AccountTable.DEBITS_PENDING;
import static io.tallystick.ledger.state.AccountTable.DEBITS_POSTED;

import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.LedgerTable;

/**
 * Judges one transfer against the state, in TigerBeetle's order of precedence (its 2026 releases);
 * changes nothing but the {@link TransferEvent}, which learns slots and actual amount.
 */
final class TransferRules {
  static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LedgerState state;
  private final AccountTable accounts;
  private final LedgerLimits limits;
  private final TransferDuplicates duplicates;
  private final ResolutionRules resolutions;

  TransferRules(LedgerState state, LedgerLimits limits, PastTransfers past) {
    this.state = state;
    this.accounts = state.accounts();
    this.limits = limits;
    this.duplicates = new TransferDuplicates(past);
    this.resolutions = new ResolutionRules(state, past);
  }

  /** What becomes of a transfer that is no more linked to a broken chain. */
  TransferResult judge(TransferEvent t) {
    if (TransferRequest.timestamp(t.buffer, t.at) != 0) {
      return TransferResult.TIMESTAMP_MUST_BE_ZERO;
    }
    TransferResult malformed = id(t);
    if (malformed != null) {
      return malformed;
    }
    TransferResult duplicate = duplicates.judge(t);
    return duplicate == null ? judgeNew(t) : duplicate;
  }

  /** What becomes of a transfer whose id is new; {@code CREATED} if no rule is against it. */
  TransferResult judgeNew(TransferEvent t) {
    if (t.has(POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER)) {
      return resolutions.judge(t);
    }
    TransferResult malformed = fields(t);
    if (malformed != null) {
      return malformed;
    }
    TransferResult accountsAreWrong = accounts(t);
    return accountsAreWrong == null ? amounts(t) : accountsAreWrong;
  }

  /** Flags and id, which come before everything else; null if they are in order. */
  static TransferResult id(TransferEvent t) {
    if (t.has(TransferFlags.RESERVED)) {
      return TransferResult.RESERVED_FLAG;
    }
    if (isZero(t.idHigh, t.idLow)) {
      return TransferResult.ID_MUST_NOT_BE_ZERO;
    }
    return isIntMax(t.idHigh, t.idLow) ? TransferResult.ID_MUST_NOT_BE_INT_MAX : null;
  }

  private TransferResult fields(TransferEvent t) {
    if (isZero(t.debitHigh, t.debitLow)) {
      return TransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
    }
    if (isIntMax(t.debitHigh, t.debitLow)) {
      return TransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
    }
    if (isZero(t.creditHigh, t.creditLow)) {
      return TransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
    }
    if (isIntMax(t.creditHigh, t.creditLow)) {
      return TransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
    }
    if (t.debitLow == t.creditLow && t.debitHigh == t.creditHigh) {
      return TransferResult.ACCOUNTS_MUST_BE_DIFFERENT;
    }
    if (!isZero(t.pendingHigh, t.pendingLow)) {
      return TransferResult.PENDING_ID_MUST_BE_ZERO;
    }
    if (!t.has(PENDING)) {
      if (t.timeoutSeconds != 0) {
        return TransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
      }
      if (t.has(CLOSING_DEBIT | CLOSING_CREDIT)) {
        return TransferResult.CLOSING_TRANSFER_MUST_BE_PENDING;
      }
    }
    if (t.ledger == 0) {
      return TransferResult.LEDGER_MUST_NOT_BE_ZERO;
    }
    if (state.ledgers().find(t.ledger) == LedgerTable.ABSENT) {
      return TransferResult.LEDGER_NOT_FOUND;
    }
    return t.code == 0 ? TransferResult.CODE_MUST_NOT_BE_ZERO : null;
  }

  private TransferResult accounts(TransferEvent t) {
    int debit = t.debitFound;
    t.debitFlags = debit == IdMap.ABSENT ? 0 : accounts.flags(debit);
    if (!owned(t)) {
      return TransferResult.ACCOUNT_NOT_OWNED;
    }
    if ((t.debitFlags & AccountFlags.GUARDED) != 0) {
      TransferResult unauthorised = authorised(t);
      if (unauthorised != null) {
        return unauthorised;
      }
    }
    if (debit == IdMap.ABSENT) {
      return TransferResult.DEBIT_ACCOUNT_NOT_FOUND;
    }
    int credit = t.creditFound;
    if (credit == IdMap.ABSENT) {
      return TransferResult.CREDIT_ACCOUNT_NOT_FOUND;
    }
    t.debitSlot = debit;
    t.creditSlot = credit;
    t.creditFlags = accounts.flags(credit);
    int ledger = accounts.ledgerIndex(debit);
    if (ledger != accounts.ledgerIndex(credit)) {
      return TransferResult.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
    }
    if (t.ledger != state.ledgers().number(ledger)) {
      return TransferResult.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;
    }
    if ((t.debitFlags & AccountFlags.CLOSED) != 0) {
      return TransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
    }
    return (t.creditFlags & AccountFlags.CLOSED) != 0
        ? TransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED
        : null;
  }

  /** Whether the grant of a guarded account's debit is that of its present claim; null if it is. */
  private TransferResult authorised(TransferEvent t) {
    if (t.granted == 0) {
      return TransferResult.AUTHORISATION_REQUIRED;
    }
    int guard = state.guards().find(t.debitHigh, t.debitLow);
    if (guard == IdMap.ABSENT || state.guards().incarnation(guard) != t.granted) {
      return TransferResult.AUTHORISATION_STALE;
    }
    t.incarnation = t.granted;
    t.guardSlot = guard;
    return null;
  }

  /**
   * Whether the submitter may debit the debit account, and close or balance the credit account
   * where it asks for that: how much a balancing transfer moves tells the account's balance.
   */
  private boolean owned(TransferEvent t) {
    if (t.debits == Authority.ANY_OWNER) {
      return true;
    }
    boolean debit = t.debitFound == IdMap.ABSENT || t.mayDecideFor(accounts.owner(t.debitFound));
    boolean credit =
        !t.has(CLOSING_CREDIT | BALANCING_CREDIT)
            || t.creditFound == IdMap.ABSENT
            || t.mayDecideFor(accounts.owner(t.creditFound));
    return debit && credit;
  }

  private TransferResult amounts(TransferEvent t) {
    long debitsPending = accounts.balance(t.debitSlot, DEBITS_PENDING);
    long debitsPosted = accounts.balance(t.debitSlot, DEBITS_POSTED);
    long creditsPending = accounts.balance(t.creditSlot, CREDITS_PENDING);
    long creditsPosted = accounts.balance(t.creditSlot, CREDITS_POSTED);
    long debits = debitsPending + debitsPosted;
    long credits = creditsPending + creditsPosted;
    long amount = t.amount;
    if (t.has(BALANCING_DEBIT)) {
      amount = atMost(amount, accounts.balance(t.debitSlot, CREDITS_POSTED) - debits);
    }
    if (t.has(BALANCING_CREDIT)) {
      amount = atMost(amount, accounts.balance(t.creditSlot, DEBITS_POSTED) - credits);
    }
    t.actualAmount = amount;
    if (t.has(PENDING) && overflows(amount, debitsPending)) {
      return TransferResult.OVERFLOWS_DEBITS_PENDING;
    }
    if (t.has(PENDING) && overflows(amount, creditsPending)) {
      return TransferResult.OVERFLOWS_CREDITS_PENDING;
    }
    if (overflows(amount, debitsPosted)) {
      return TransferResult.OVERFLOWS_DEBITS_POSTED;
    }
    if (overflows(amount, creditsPosted)) {
      return TransferResult.OVERFLOWS_CREDITS_POSTED;
    }
    if (overflows(amount, debits)) {
      return TransferResult.OVERFLOWS_DEBITS;
    }
    if (overflows(amount, credits)) {
      return TransferResult.OVERFLOWS_CREDITS;
    }
    if (overflows(t.timestamp, t.timeoutSeconds * NANOS_PER_SECOND)) {
      return TransferResult.OVERFLOWS_TIMEOUT;
    }
    return limits(t, debits + amount, credits + amount);
  }

  private TransferResult limits(TransferEvent t, long debits, long credits) {
    if ((t.debitFlags & AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS) != 0
        && debits > accounts.balance(t.debitSlot, CREDITS_POSTED)) {
      return TransferResult.EXCEEDS_CREDITS;
    }
    if ((t.creditFlags & AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS) != 0
        && credits > accounts.balance(t.creditSlot, DEBITS_POSTED)) {
      return TransferResult.EXCEEDS_DEBITS;
    }
    if (t.has(PENDING)
        && (state.pendings().open() >= limits.pendingsMax()
            || !state.pendings().hasRoom(t.idHigh, t.idLow))) {
      return TransferResult.TOO_MANY_PENDING;
    }
    return TransferResult.CREATED;
  }

  /** The smaller of an unsigned amount and what is available, which may be negative: nothing. */
  private static long atMost(long amount, long available) {
    long most = Math.max(available, 0);
    return Long.compareUnsigned(amount, most) < 0 ? amount : most;
  }

  /** Whether an unsigned amount and a balance are more than 2^63-1 together. */
  static boolean overflows(long amount, long balance) {
    return amount < 0 || amount + balance < 0;
  }

  static boolean isZero(long high, long low) {
    return (high | low) == 0;
  }

  static boolean isIntMax(long high, long low) {
    return (high & low) == -1;
  }
}
