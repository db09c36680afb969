package io.tallystick.ledger.model;

import static io.tallystick.ledger.TransferFlags.BALANCING_CREDIT;
import static io.tallystick.ledger.TransferFlags.BALANCING_DEBIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_CREDIT;
import static io.tallystick.ledger.TransferFlags.CLOSING_DEBIT;
import static io.tallystick.ledger.TransferFlags.PENDING;
import static io.tallystick.ledger.TransferFlags.POST_PENDING_TRANSFER;
import static io.tallystick.ledger.TransferFlags.VOID_PENDING_TRANSFER;
import static java.math.BigInteger.ZERO;

import io.tallystick.ledger.AccountFlags;
import io.tallystick.ledger.TransferResult;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The rules of the model that look at requests alone. Null means: nothing against it. */
final class NaiveRules {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);
  private static final int KNOWN_FLAGS = 0xFF;

  /** The order in which pending transfers are released. */
  record Due(BigInteger expiry, long timestamp) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byExpiry = expiry.compareTo(other.expiry);
      return byExpiry != 0 ? byExpiry : Long.compare(timestamp, other.timestamp);
    }
  }

  private NaiveRules() {}

  static TransferResult beforeId(NaiveTransfer t) {
    if (t.timestamp().signum() != 0) {
      return TransferResult.TIMESTAMP_MUST_BE_ZERO;
    } else if (t.is(~KNOWN_FLAGS)) {
      return TransferResult.RESERVED_FLAG;
    } else if (t.id().signum() == 0) {
      return TransferResult.ID_MUST_NOT_BE_ZERO;
    }
    return NaiveLedger.isIntMax(t.id()) ? TransferResult.ID_MUST_NOT_BE_INT_MAX : null;
  }

  static TransferResult fields(NaiveTransfer t, boolean ledgerDeclared) {
    if (t.debit().signum() == 0) {
      return TransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
    } else if (NaiveLedger.isIntMax(t.debit())) {
      return TransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
    } else if (t.credit().signum() == 0) {
      return TransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
    } else if (NaiveLedger.isIntMax(t.credit())) {
      return TransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
    } else if (t.debit().equals(t.credit())) {
      return TransferResult.ACCOUNTS_MUST_BE_DIFFERENT;
    } else if (t.pendingId().signum() != 0) {
      return TransferResult.PENDING_ID_MUST_BE_ZERO;
    } else if (!t.is(PENDING) && t.timeoutSeconds() != 0) {
      return TransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
    } else if (!t.is(PENDING) && t.is(CLOSING_DEBIT | CLOSING_CREDIT)) {
      return TransferResult.CLOSING_TRANSFER_MUST_BE_PENDING;
    } else if (t.ledger() == 0) {
      return TransferResult.LEDGER_MUST_NOT_BE_ZERO;
    } else if (!ledgerDeclared) {
      return TransferResult.LEDGER_NOT_FOUND;
    }
    return t.code() == 0 ? TransferResult.CODE_MUST_NOT_BE_ZERO : null;
  }

  static TransferResult resolutionFields(NaiveTransfer t) {
    boolean both = t.is(POST_PENDING_TRANSFER) && t.is(VOID_PENDING_TRANSFER);
    if (both
        || t.is(PENDING | BALANCING_DEBIT | BALANCING_CREDIT | CLOSING_DEBIT | CLOSING_CREDIT)) {
      return TransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
    } else if (t.pendingId().signum() == 0) {
      return TransferResult.PENDING_ID_MUST_NOT_BE_ZERO;
    } else if (NaiveLedger.isIntMax(t.pendingId())) {
      return TransferResult.PENDING_ID_MUST_NOT_BE_INT_MAX;
    } else if (t.pendingId().equals(t.id())) {
      return TransferResult.PENDING_ID_MUST_BE_DIFFERENT;
    }
    return t.timeoutSeconds() == 0 ? null : TransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
  }

  static BigInteger resolvedAmount(NaiveTransfer t, BigInteger held) {
    BigInteger all = t.is(VOID_PENDING_TRANSFER) ? ZERO : MAX;
    return t.amount().equals(all) ? held : t.amount();
  }

  static TransferResult matches(
      NaiveTransfer t, NaiveTransfer p, BigInteger held, BigInteger amount) {
    if ((p.flags() & PENDING) == 0) {
      return TransferResult.PENDING_TRANSFER_NOT_PENDING;
    } else if (t.debit().signum() != 0 && !t.debit().equals(p.debit())) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
    } else if (t.credit().signum() != 0 && !t.credit().equals(p.credit())) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
    } else if (t.ledger() != 0 && t.ledger() != p.ledger()) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
    } else if (t.code() != 0 && t.code() != p.code()) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CODE;
    } else if (amount.compareTo(held) > 0) {
      return TransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
    } else if (t.is(VOID_PENDING_TRANSFER) && !amount.equals(held)) {
      return TransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
    }
    return null;
  }

  /** Compares a request with an earlier one of its id; {@code p} is the pending one of both. */
  static TransferResult compare(
      NaiveTransfer t, NaiveTransfer e, BigInteger moved, NaiveTransfer p, BigInteger held) {
    if (t.flags() != e.flags()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_FLAGS;
    } else if (!t.pendingId().equals(e.pendingId())) {
      return TransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID;
    } else if (t.timeoutSeconds() != e.timeoutSeconds()) {
      return TransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT;
    }
    Map<TransferResult, Boolean> same =
        p == null ? sameMove(t, e, moved) : sameResolution(t, e, moved, p, held);
    return Arrays.stream(TransferResult.values())
        .filter(result -> Objects.equals(same.get(result), false))
        .findFirst()
        .orElse(TransferResult.EXISTS);
  }

  private static Map<TransferResult, Boolean> sameMove(
      NaiveTransfer t, NaiveTransfer e, BigInteger moved) {
    boolean balancing = t.is(BALANCING_DEBIT | BALANCING_CREDIT);
    return Map.of(
        TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID, t.debit().equals(e.debit()),
        TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID, t.credit().equals(e.credit()),
        TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT,
            balancing ? t.amount().compareTo(moved) >= 0 : t.amount().equals(moved),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128, t.userData128().equals(e.userData128()),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64, t.userData64().equals(e.userData64()),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32, t.userData32().equals(e.userData32()),
        TransferResult.EXISTS_WITH_DIFFERENT_LEDGER, t.ledger() == e.ledger(),
        TransferResult.EXISTS_WITH_DIFFERENT_CODE, t.code() == e.code());
  }

  private static Map<TransferResult, Boolean> sameResolution(
      NaiveTransfer t, NaiveTransfer e, BigInteger moved, NaiveTransfer p, BigInteger held) {
    return Map.of(
        TransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID,
        t.debit().signum() == 0 || t.debit().equals(p.debit()),
        TransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID,
        t.credit().signum() == 0 || t.credit().equals(p.credit()),
        TransferResult.EXISTS_WITH_DIFFERENT_AMOUNT,
        resolvedAmount(t, held).equals(moved),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128,
        orElse(t.userData128(), p.userData128()).equals(orElse(e.userData128(), p.userData128())),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64,
        orElse(t.userData64(), p.userData64()).equals(orElse(e.userData64(), p.userData64())),
        TransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32,
        orElse(t.userData32(), p.userData32()).equals(orElse(e.userData32(), p.userData32())),
        TransferResult.EXISTS_WITH_DIFFERENT_LEDGER,
        t.ledger() == 0 || t.ledger() == p.ledger(),
        TransferResult.EXISTS_WITH_DIFFERENT_CODE,
        t.code() == 0 || t.code() == p.code());
  }

  private static BigInteger orElse(BigInteger value, BigInteger other) {
    return value.signum() == 0 ? other : value;
  }

  static TransferResult limit(
      NaiveTransfer t,
      NaiveAccount dr,
      NaiveAccount cr,
      BigInteger amount,
      long timestamp,
      boolean pendingsFull) {
    boolean pending = t.is(PENDING);
    BigInteger expiry = expiry(t, timestamp);
    if (pending && tooMuch(dr.debitsPending.add(amount))) {
      return TransferResult.OVERFLOWS_DEBITS_PENDING;
    } else if (pending && tooMuch(cr.creditsPending.add(amount))) {
      return TransferResult.OVERFLOWS_CREDITS_PENDING;
    } else if (tooMuch(dr.debitsPosted.add(amount))) {
      return TransferResult.OVERFLOWS_DEBITS_POSTED;
    } else if (tooMuch(cr.creditsPosted.add(amount))) {
      return TransferResult.OVERFLOWS_CREDITS_POSTED;
    } else if (tooMuch(dr.debits().add(amount))) {
      return TransferResult.OVERFLOWS_DEBITS;
    } else if (tooMuch(cr.credits().add(amount))) {
      return TransferResult.OVERFLOWS_CREDITS;
    } else if (tooMuch(expiry)) {
      return TransferResult.OVERFLOWS_TIMEOUT;
    } else if (dr.is(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS)
        && dr.debits().add(amount).compareTo(dr.creditsPosted) > 0) {
      return TransferResult.EXCEEDS_CREDITS;
    } else if (cr.is(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS)
        && cr.credits().add(amount).compareTo(cr.debitsPosted) > 0) {
      return TransferResult.EXCEEDS_DEBITS;
    } else if (pending && pendingsFull) {
      return TransferResult.TOO_MANY_PENDING;
    }
    return null;
  }

  static BigInteger expiry(NaiveTransfer t, long timestamp) {
    return t.timeoutSeconds() == 0
        ? ZERO
        : BigInteger.valueOf(t.timeoutSeconds()).multiply(NANOS).add(BigInteger.valueOf(timestamp));
  }

  private static boolean tooMuch(BigInteger value) {
    return value.compareTo(MAX) > 0;
  }
}
