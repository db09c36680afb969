package io.tallystick.ledger.model;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.AccountRequest;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.LedgerLimits;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.LedgerResult;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rules of the model for accounts and ledgers. */
final class NaiveDeclarations {
  private static final AccountResult[] DIFFERENT = {
    AccountResult.EXISTS_WITH_DIFFERENT_FLAGS,
    AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_128,
    AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_64,
    AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_32,
    AccountResult.EXISTS_WITH_DIFFERENT_LEDGER,
    AccountResult.EXISTS_WITH_DIFFERENT_CODE
  };

  interface Maker<T> {
    T make(List<Object> fields, long timestamp);
  }

  private NaiveDeclarations() {}

  /** The fields in which an account differs from another, in the order of {@code DIFFERENT}. */
  static List<Object> accountFields(byte[] b, int at) {
    return List.of(
        AccountRequest.flags(b, at),
        NaiveTransfer.number(b, at + AccountRequest.USER_DATA_128, 16),
        AccountRequest.userData64(b, at),
        AccountRequest.userData32(b, at),
        AccountRequest.ledger(b, at),
        AccountRequest.code(b, at));
  }

  static List<Object> withFlags(List<Object> fields, int flags) {
    List<Object> changed = new ArrayList<>(fields);
    changed.set(0, flags);
    return changed;
  }

  static AccountResult judgeAccount(
      byte[] b,
      int at,
      BigInteger id,
      List<Object> existing,
      boolean ledgerDeclared,
      boolean full) {
    int flags = AccountRequest.flags(b, at);
    int limits =
        flags
            & (AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS
                | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS);
    if (AccountRequest.timestamp(b, at) != 0) {
      return AccountResult.TIMESTAMP_MUST_BE_ZERO;
    } else if (AccountRequest.reserved(b, at) != 0) {
      return AccountResult.RESERVED_FIELD;
    } else if ((flags & ~(1 | 2 | 4 | 8 | 32 | 64)) != 0) {
      return AccountResult.RESERVED_FLAG;
    } else if (id.signum() == 0) {
      return AccountResult.ID_MUST_NOT_BE_ZERO;
    } else if (NaiveLedger.isIntMax(id)) {
      return AccountResult.ID_MUST_NOT_BE_INT_MAX;
    } else if (existing != null) {
      List<Object> fields = accountFields(b, at);
      for (int i = 0; i < DIFFERENT.length; i++) {
        if (!fields.get(i).equals(existing.get(i))) {
          return DIFFERENT[i];
        }
      }
      return AccountResult.EXISTS;
    } else if (Integer.bitCount(limits) == 2) {
      return AccountResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
    } else if (NaiveTransfer.number(b, at + AccountRequest.DEBITS_PENDING, 16).signum() != 0) {
      return AccountResult.DEBITS_PENDING_MUST_BE_ZERO;
    } else if (NaiveTransfer.number(b, at + AccountRequest.DEBITS_POSTED, 16).signum() != 0) {
      return AccountResult.DEBITS_POSTED_MUST_BE_ZERO;
    } else if (NaiveTransfer.number(b, at + AccountRequest.CREDITS_PENDING, 16).signum() != 0) {
      return AccountResult.CREDITS_PENDING_MUST_BE_ZERO;
    } else if (NaiveTransfer.number(b, at + AccountRequest.CREDITS_POSTED, 16).signum() != 0) {
      return AccountResult.CREDITS_POSTED_MUST_BE_ZERO;
    } else if (AccountRequest.ledger(b, at) == 0) {
      return AccountResult.LEDGER_MUST_NOT_BE_ZERO;
    } else if (!ledgerDeclared) {
      return AccountResult.LEDGER_NOT_FOUND;
    } else if (AccountRequest.code(b, at) == 0) {
      return AccountResult.CODE_MUST_NOT_BE_ZERO;
    }
    return full ? AccountResult.TOO_MANY_ACCOUNTS : AccountResult.CREATED;
  }

  static <T> T read(byte[] b, int at, long timestamp, Maker<T> maker) {
    return maker.make(
        List.of(
            NaiveTransfer.number(b, at + LedgerRequest.CODE, LedgerRequest.CODE_BYTES),
            LedgerRequest.scale(b, at)),
        timestamp);
  }

  static int judge(
      byte[] b,
      int at,
      List<Object> fields,
      List<Object> existing,
      List<List<Object>> declared,
      LedgerLimits limits) {
    BigInteger id = NaiveTransfer.number(b, at, 16);
    boolean zeros =
        NaiveTransfer.number(b, at + LedgerRequest.ZERO, 76).signum() == 0
            && NaiveTransfer.number(b, at + LedgerRequest.ZERO_TAIL, 4).signum() == 0;
    LedgerResult result;
    if (LedgerRequest.timestamp(b, at) != 0) {
      result = LedgerResult.TIMESTAMP_MUST_BE_ZERO;
    } else if (!zeros) {
      result = LedgerResult.RESERVED_FIELD;
    } else if (id.signum() == 0) {
      result = LedgerResult.ID_MUST_NOT_BE_ZERO;
    } else if (id.bitLength() > 32) {
      result = LedgerResult.NUMBER_OUT_OF_RANGE;
    } else if (existing != null && !Objects.equals(existing.get(0), fields.get(0))) {
      result = LedgerResult.EXISTS_WITH_DIFFERENT_CODE;
    } else if (existing != null && !Objects.equals(existing.get(1), fields.get(1))) {
      result = LedgerResult.EXISTS_WITH_DIFFERENT_SCALE;
    } else if (existing != null) {
      result = LedgerResult.EXISTS;
    } else if (id.intValue() != LedgerRequest.ledger(b, at)) {
      result = LedgerResult.LEDGER_NUMBER_DIFFERS;
    } else if (!LedgerRequest.codeAcceptable(b, at)) {
      result = LedgerResult.CODE_MALFORMED;
    } else if (Integer.compareUnsigned(LedgerRequest.scale(b, at), 18) > 0) {
      result = LedgerResult.SCALE_OUT_OF_RANGE;
    } else if (declared.stream().anyMatch(other -> other.get(0).equals(fields.get(0)))) {
      result = LedgerResult.CODE_ALREADY_USED;
    } else if (declared.size() >= limits.ledgersMax()) {
      result = LedgerResult.TOO_MANY_LEDGERS;
    } else {
      result = LedgerResult.CREATED;
    }
    return result.number();
  }
}
