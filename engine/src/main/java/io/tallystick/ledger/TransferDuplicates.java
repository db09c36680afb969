package io.tallystick.ledger;

import static io.tallystick.ledger.TransferFlags.BALANCING_CREDIT;
import static io.tallystick.ledger.TransferFlags.BALANCING_DEBIT;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;

/**
 * What a transfer is answered whose id was used before: {@code exists}, one of the {@code
 * exists_with_different_*} family, or {@code id_already_failed}.
 */
final class TransferDuplicates {
  private final PastTransfers past;
  private final RecordRef existing = new RecordRef();
  private final RecordRef pending = new RecordRef();

  TransferDuplicates(PastTransfers past) {
    this.past = past;
  }

  /** The answer, or null if the id is new. */
  TransferResult judge(TransferEvent t) {
    if (!past.findOwn(t, existing)) {
      return null;
    }
    byte[] e = existing.bytes();
    int at = existing.at();
    t.existingTimestamp = StoredRecord.timestamp(e, at);
    if (existing.type() == RecordType.TRANSFER_REFUSED) {
      t.firstResult = StoredRecord.result(e, at);
      return TransferResult.ID_ALREADY_FAILED;
    }
    if (t.flags != TransferRequest.flags(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_FLAGS;
    }
    if (t.pendingLow != TransferRequest.pendingIdLow(e, at)
        || t.pendingHigh != TransferRequest.pendingIdHigh(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID;
    }
    if (t.timeoutSeconds != Integer.toUnsignedLong(TransferRequest.timeout(e, at))) {
      return TransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT;
    }
    return t.has(POST_PENDING_TRANSFER | VOID_PENDING_TRANSFER) ? resolving(t) : moving(t);
  }

  private TransferResult moving(TransferEvent t) {
    byte[] e = existing.bytes();
    int at = existing.at();
    if (t.debitLow != TransferRequest.debitAccountIdLow(e, at)
        || t.debitHigh != TransferRequest.debitAccountIdHigh(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
    }
    if (t.creditLow != TransferRequest.creditAccountIdLow(e, at)
        || t.creditHigh != TransferRequest.creditAccountIdHigh(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
    }
    // A balancing amount is an upper bound: any that allows what moved is the same transfer.
    long moved = StoredRecord.actualAmount(e, at);
    boolean sameAmount =
        t.has(BALANCING_DEBIT | BALANCING_CREDIT)
            ? Long.compareUnsigned(t.amount, moved) >= 0
            : t.amount == moved;
    if (!sameAmount) {
      return TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
    }
    TransferResult userData = userData(t, null);
    if (userData != null) {
      return userData;
    }
    if (t.ledger != TransferRequest.ledger(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
    }
    return t.code != TransferRequest.code(e, at)
        ? TransferResult.EXISTS_WITH_DIFFERENT_CODE
        : TransferResult.EXISTS;
  }

  /** Fields left at zero stand for those of the pending transfer, in both requests. */
  private TransferResult resolving(TransferEvent t) {
    byte[] e = existing.bytes();
    int at = existing.at();
    past.read(StoredRecord.related(e, at), pending);
    byte[] p = pending.bytes();
    int pAt = pending.at();
    if ((t.debitLow | t.debitHigh) != 0
        && (t.debitLow != TransferRequest.debitAccountIdLow(p, pAt)
            || t.debitHigh != TransferRequest.debitAccountIdHigh(p, pAt))) {
      return TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
    }
    if ((t.creditLow | t.creditHigh) != 0
        && (t.creditLow != TransferRequest.creditAccountIdLow(p, pAt)
            || t.creditHigh != TransferRequest.creditAccountIdHigh(p, pAt))) {
      return TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
    }
    long all = t.has(VOID_PENDING_TRANSFER) ? 0 : Amounts.AMOUNT_MAX;
    long amount = t.amount == all ? StoredRecord.actualAmount(p, pAt) : t.amount;
    if (amount != StoredRecord.actualAmount(e, at)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
    }
    TransferResult userData = userData(t, pending);
    if (userData != null) {
      return userData;
    }
    if (t.ledger != 0 && t.ledger != TransferRequest.ledger(p, pAt)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
    }
    return t.code != 0 && t.code != TransferRequest.code(p, pAt)
        ? TransferResult.EXISTS_WITH_DIFFERENT_CODE
        : TransferResult.EXISTS;
  }

  /** Compares user data; with {@code fallback}, zero stands for its value. Null if all is equal. */
  private TransferResult userData(TransferEvent t, RecordRef fallback) {
    byte[] e = existing.bytes();
    int at = existing.at();
    if (!sameUserData128(t, fallback)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
    }
    long other64 =
        fallback == null ? 0 : TransferRequest.userData64(fallback.bytes(), fallback.at());
    if (orElse(TransferRequest.userData64(t.buffer, t.at), other64)
        != orElse(TransferRequest.userData64(e, at), other64)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
    }
    long other32 =
        fallback == null ? 0 : TransferRequest.userData32(fallback.bytes(), fallback.at());
    if (orElse(TransferRequest.userData32(t.buffer, t.at), other32)
        != orElse(TransferRequest.userData32(e, at), other32)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
    }
    return null;
  }

  private boolean sameUserData128(TransferEvent t, RecordRef fallback) {
    byte[] e = existing.bytes();
    int at = existing.at();
    long tLow = TransferRequest.userData128Low(t.buffer, t.at);
    long tHigh = TransferRequest.userData128High(t.buffer, t.at);
    long eLow = TransferRequest.userData128Low(e, at);
    long eHigh = TransferRequest.userData128High(e, at);
    if (fallback == null) {
      return tLow == eLow && tHigh == eHigh;
    }
    long low = TransferRequest.userData128Low(fallback.bytes(), fallback.at());
    long high = TransferRequest.userData128High(fallback.bytes(), fallback.at());
    boolean tNone = (tLow | tHigh) == 0;
    boolean eNone = (eLow | eHigh) == 0;
    return (tNone ? low : tLow) == (eNone ? low : eLow)
        && (tNone ? high : tHigh) == (eNone ? high : eHigh);
  }

  private static long orElse(long value, long other) {
    return value == 0 ? other : value;
  }
}
