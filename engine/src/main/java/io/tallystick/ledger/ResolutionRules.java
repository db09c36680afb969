package io.tallystick.ledger;

import static io.tallystick.ledger.TransferFlags.BALANCING_CREDIT;
import static io.tallystick.ledger.TransferFlags.BALANCING_DEBIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_CREDIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_DEBIT;
import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;

import io.tallystick.base.Checks;
import io.tallystick.ledger.member.Authority;
import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.IdHash;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.PendingTable;

/** Judges posts and voids of pending transfers; an open one is in memory, others are looked up. */
final class ResolutionRules {
  /** No owner's number, and not {@link Authority#ANY_OWNER}. */
  private static final int NO_OWNER = Integer.MIN_VALUE;

  private final LedgerState state;
  private final PastTransfers past;
  private final RecordRef pending = new RecordRef();
  private final RecordRef resolution = new RecordRef();

  ResolutionRules(LedgerState state, PastTransfers past) {
    this.state = state;
    this.past = past;
  }

  /** What becomes of a post or void whose id is new. */
  TransferResult judge(TransferEvent t) {
    TransferResult malformed = fields(t);
    if (malformed != null) {
      return malformed;
    }
    int slot = state.pendings().find(t.pendingHigh, t.pendingLow);
    return slot == IdMap.ABSENT ? notOpen(t) : open(t, slot);
  }

  private static TransferResult fields(TransferEvent t) {
    boolean both = t.has(POST_PENDING_TRANSFER) && t.has(VOID_PENDING_TRANSFER);
    int excluded = PENDING | BALANCING_DEBIT | BALANCING_CREDIT | CLOSING_DEBIT | CLOSING_CREDIT;
    if (both || t.has(excluded)) {
      return TransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
    }
    if (TransferRules.isZero(t.pendingHigh, t.pendingLow)) {
      return TransferResult.PENDING_ID_MUST_NOT_BE_ZERO;
    }
    if (TransferRules.isIntMax(t.pendingHigh, t.pendingLow)) {
      return TransferResult.PENDING_ID_MUST_NOT_BE_INT_MAX;
    }
    if (t.pendingLow == t.idLow && t.pendingHigh == t.idHigh) {
      return TransferResult.PENDING_ID_MUST_BE_DIFFERENT;
    }
    return t.timeoutSeconds == 0 ? null : TransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
  }

  private TransferResult open(TransferEvent t, int slot) {
    PendingTable pendings = state.pendings();
    AccountTable accounts = state.accounts();
    int debit = pendings.debitSlot(slot);
    int credit = pendings.creditSlot(slot);
    TransferResult notDecided = ownership(t, accounts.owner(debit), accounts.owner(credit));
    if (notDecided != null) {
      return notDecided;
    }
    TransferResult different =
        different(
            t,
            accounts.idHigh(debit),
            accounts.idLow(debit),
            accounts.idHigh(credit),
            accounts.idLow(credit),
            state.ledgers().number(accounts.ledgerIndex(debit)),
            pendings.code(slot),
            pendings.amount(slot));
    if (different != null) {
      return different;
    }
    long expiry = pendings.expiry(slot);
    if (expiry != 0 && expiry <= t.timestamp) {
      return TransferResult.PENDING_TRANSFER_EXPIRED;
    }
    t.debitFlags = accounts.flags(debit);
    t.creditFlags = accounts.flags(credit);
    if (t.has(POST_PENDING_TRANSFER)) {
      if ((t.debitFlags & AccountFlags.CLOSED) != 0) {
        return TransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
      }
      if ((t.creditFlags & AccountFlags.CLOSED) != 0) {
        return TransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
      }
    }
    t.pendingSlot = slot;
    t.debitSlot = debit;
    t.creditSlot = credit;
    return TransferResult.CREATED;
  }

  private TransferResult notOpen(TransferEvent t) {
    long hash = IdHash.of(t.pendingHigh, t.pendingLow);
    boolean found = past.find(TransferLookup.TRANSFER, hash, t.pendingHigh, t.pendingLow, pending);
    if (!found || pending.type() == RecordType.TRANSFER_REFUSED) {
      return TransferResult.PENDING_TRANSFER_NOT_FOUND;
    }
    byte[] p = pending.bytes();
    int at = pending.at();
    TransferResult notDecided = ownership(t, p, at);
    if (notDecided != null) {
      return notDecided;
    }
    if ((pending.flags() & PENDING) == 0) {
      return TransferResult.PENDING_TRANSFER_NOT_PENDING;
    }
    TransferResult different =
        different(
            t,
            TransferRequest.debitAccountIdHigh(p, at),
            TransferRequest.debitAccountIdLow(p, at),
            TransferRequest.creditAccountIdHigh(p, at),
            TransferRequest.creditAccountIdLow(p, at),
            TransferRequest.ledger(p, at),
            TransferRequest.code(p, at),
            StoredRecord.actualAmount(p, at));
    if (different != null) {
      return different;
    }
    boolean resolved =
        past.find(TransferLookup.RESOLUTION, hash, t.pendingHigh, t.pendingLow, resolution);
    Checks.that(resolved, "a pending transfer that is not open was resolved");
    if (resolution.type() == RecordType.PENDING_EXPIRED) {
      return TransferResult.PENDING_TRANSFER_EXPIRED;
    }
    return (resolution.flags() & POST_PENDING_TRANSFER) != 0
        ? TransferResult.PENDING_TRANSFER_ALREADY_POSTED
        : TransferResult.PENDING_TRANSFER_ALREADY_VOIDED;
  }

  /**
   * Whoever may debit the pending transfer's debit account decides about it; null if the submitter
   * does. Its other party knows of it, and is told why not; to anyone else it is not there.
   */
  private static TransferResult ownership(TransferEvent t, int debitOwner, int creditOwner) {
    if (t.mayDecideFor(debitOwner)) {
      return null;
    }
    return t.mayDecideFor(creditOwner)
        ? TransferResult.ACCOUNT_NOT_OWNED
        : TransferResult.PENDING_TRANSFER_NOT_FOUND;
  }

  private TransferResult ownership(TransferEvent t, byte[] p, int at) {
    return t.debits == Authority.ANY_OWNER
        ? null
        : ownership(
            t,
            owner(
                TransferRequest.debitAccountIdHigh(p, at),
                TransferRequest.debitAccountIdLow(p, at)),
            owner(
                TransferRequest.creditAccountIdHigh(p, at),
                TransferRequest.creditAccountIdLow(p, at)));
  }

  private int owner(long idHigh, long idLow) {
    int slot = state.accounts().find(idHigh, idLow);
    return slot == IdMap.ABSENT ? NO_OWNER : state.accounts().owner(slot);
  }

  /** Compares what the request repeats of its pending transfer; also settles the actual amount. */
  private static TransferResult different(
      TransferEvent t,
      long debitHigh,
      long debitLow,
      long creditHigh,
      long creditLow,
      int ledger,
      int code,
      long held) {
    if (!TransferRules.isZero(t.debitHigh, t.debitLow)
        && (t.debitLow != debitLow || t.debitHigh != debitHigh)) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
    }
    if (!TransferRules.isZero(t.creditHigh, t.creditLow)
        && (t.creditLow != creditLow || t.creditHigh != creditHigh)) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
    }
    if (t.ledger != 0 && t.ledger != ledger) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
    }
    if (t.code != 0 && t.code != code) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CODE;
    }
    long all = t.has(VOID_PENDING_TRANSFER) ? 0 : Amounts.AMOUNT_MAX;
    long amount = t.amount == all ? held : t.amount;
    if (Long.compareUnsigned(amount, held) > 0) {
      return TransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
    }
    if (t.has(VOID_PENDING_TRANSFER) && amount != held) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
    }
    t.actualAmount = amount;
    return null;
  }
}
