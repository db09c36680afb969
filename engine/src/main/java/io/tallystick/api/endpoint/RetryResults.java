package io.tallystick.api.endpoint;

import io.tallystick.api.encode.InheritedFields;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.LedgerResult;
import io.tallystick.ledger.RecordType;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.ledger.TransferFlags;
import io.tallystick.ledger.TransferRequest;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.TransferRow;
import java.util.Arrays;

/**
 * What the ledger would answer if a request came again whose id it knows. Used only where the fate
 * of a submission was lost and all its ids were found.
 */
final class RetryResults {
  private static final int RESOLVES =
      TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;
  private static final int BALANCING =
      TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT;

  private RetryResults() {}

  /** The result of a transfer request that begins at {@code at}, sent again. */
  static TransferResult transfer(byte[] request, int at, TransferRow row) {
    byte[] stored = row.record();
    if (StoredRecord.type(stored, 0) == RecordType.TRANSFER_REFUSED) {
      return TransferResult.ID_ALREADY_FAILED;
    }
    boolean same =
        Arrays.equals(
            request, at, at + TransferRequest.TIMESTAMP, stored, 0, TransferRequest.TIMESTAMP);
    return same ? TransferResult.EXISTS : difference(request, at, row);
  }

  /** The first field that differs, in the ledger's order of precedence. */
  private static TransferResult difference(byte[] request, int at, TransferRow row) {
    byte[] stored = row.record();
    int flags = TransferRequest.flags(request, at);
    if (flags != TransferRequest.flags(stored, 0)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_FLAGS;
    }
    if (!equal128(request, at, stored, TransferRequest.PENDING_ID)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID;
    }
    if (TransferRequest.timeout(request, at) != TransferRequest.timeout(stored, 0)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT;
    }
    InheritedFields is = InheritedFields.of(row.record());
    InheritedFields asked = InheritedFields.of(request, at);
    if ((flags & RESOLVES) != 0) {
      // What it left at zero it inherits, and stands filled in in what is stored.
      asked = asked.or(is);
    }
    if (asked.debitHigh() != is.debitHigh() || asked.debitLow() != is.debitLow()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
    }
    if (asked.creditHigh() != is.creditHigh() || asked.creditLow() != is.creditLow()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
    }
    if (!sameAmount(TransferRequest.amount(request, at), flags, row)) {
      return TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
    }
    return differenceOfData(asked, is);
  }

  private static TransferResult differenceOfData(InheritedFields asked, InheritedFields is) {
    if (asked.data128High() != is.data128High() || asked.data128Low() != is.data128Low()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
    }
    if (asked.data64() != is.data64()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
    }
    if (asked.data32() != is.data32()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
    }
    if (asked.ledger() != is.ledger()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
    }
    return asked.code() == is.code()
        ? TransferResult.EXISTS
        : TransferResult.EXISTS_WITH_DIFFERENT_CODE;
  }

  private static boolean sameAmount(long asked, int flags, TransferRow row) {
    long requested = TransferRequest.amount(row.record(), 0);
    long actual = StoredRecord.actualAmount(row.record(), 0);
    if (asked == requested || asked == actual) {
      return true;
    }
    // A balancing amount is an upper bound: any that allows what moved is the same transfer.
    return (flags & BALANCING) != 0 && asked >= actual;
  }

  private static boolean equal128(byte[] a, int at, byte[] b, int field) {
    int end = field + Long.BYTES * 2;
    return Arrays.equals(a, at + field, at + end, b, field, end);
  }

  /** The result of an account request that begins at {@code at}, sent again. */
  static AccountResult account(byte[] request, int at, AccountRow row) {
    // A closing transfer sets and clears this flag after creation.
    int fixed = ~AccountFlags.CLOSED;
    if ((AccountRequest.flags(request, at) & fixed) != (row.flags() & fixed)) {
      return AccountResult.EXISTS_WITH_DIFFERENT_FLAGS;
    }
    if (AccountRequest.userData128High(request, at) != row.userData128High()
        || AccountRequest.userData128Low(request, at) != row.userData128Low()) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
    }
    if (AccountRequest.userData64(request, at) != row.userData64()) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
    }
    if (AccountRequest.userData32(request, at) != row.userData32()) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
    }
    if (AccountRequest.ledger(request, at) != row.ledger()) {
      return AccountResult.EXISTS_WITH_DIFFERENT_LEDGER;
    }
    return AccountRequest.code(request, at) == row.code()
        ? AccountResult.EXISTS
        : AccountResult.EXISTS_WITH_DIFFERENT_CODE;
  }

  /** The result of a ledger request that begins at {@code at}, sent again. */
  static LedgerResult ledger(byte[] request, int at, LedgerRow row) {
    if (LedgerRequest.ledger(request, at) != row.number()) {
      return LedgerResult.CODE_ALREADY_USED;
    }
    return LedgerRequest.scale(request, at) == row.scale()
        ? LedgerResult.EXISTS
        : LedgerResult.EXISTS_WITH_DIFFERENT_SCALE;
  }
}
