package io.tallystick.ledger;

import static io.tallystick.ledger.AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
import static io.tallystick.ledger.AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS;

import io.tallystick.ledger.state.AccountTable;
import io.tallystick.ledger.state.IdMap;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.LedgerTable;

/** Judges account creations, in TigerBeetle's order of precedence (its 2026 releases). */
final class AccountRules {
  private final LedgerState state;
  private final LedgerLimits limits;

  AccountRules(LedgerState state, LedgerLimits limits) {
    this.state = state;
    this.limits = limits;
  }

  AccountResult judge(byte[] b, int at) {
    if (AccountRequest.timestamp(b, at) != 0) {
      return AccountResult.TIMESTAMP_MUST_BE_ZERO;
    }
    return judgeStamped(b, at);
  }

  /** The same without a look at the timestamp. */
  AccountResult judgeStamped(byte[] b, int at) {
    if (AccountRequest.reserved(b, at) != 0) {
      return AccountResult.RESERVED_FIELD;
    }
    if ((AccountRequest.flags(b, at) & AccountFlags.RESERVED) != 0) {
      return AccountResult.RESERVED_FLAG;
    }
    long high = AccountRequest.idHigh(b, at);
    long low = AccountRequest.idLow(b, at);
    if (TransferRules.isZero(high, low)) {
      return AccountResult.ID_MUST_NOT_BE_ZERO;
    }
    if (TransferRules.isIntMax(high, low)) {
      return AccountResult.ID_MUST_NOT_BE_INT_MAX;
    }
    int slot = state.accounts().find(high, low);
    return slot == IdMap.ABSENT ? judgeNew(b, at, high, low) : existing(b, at, slot);
  }

  private AccountResult existing(byte[] b, int at, int slot) {
    AccountTable accounts = state.accounts();
    if (AccountRequest.flags(b, at) != accounts.flags(slot)) {
      return AccountResult.EXISTS_WITH_DIFFERENT_FLAGS;
    }
    if (AccountRequest.userData128Low(b, at) != accounts.userData128Low(slot)
        || AccountRequest.userData128High(b, at) != accounts.userData128High(slot)) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
    }
    if (AccountRequest.userData64(b, at) != accounts.userData64(slot)) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
    }
    if (AccountRequest.userData32(b, at) != accounts.userData32(slot)) {
      return AccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
    }
    if (AccountRequest.ledger(b, at) != state.ledgers().number(accounts.ledgerIndex(slot))) {
      return AccountResult.EXISTS_WITH_DIFFERENT_LEDGER;
    }
    return AccountRequest.code(b, at) != accounts.code(slot)
        ? AccountResult.EXISTS_WITH_DIFFERENT_CODE
        : AccountResult.EXISTS;
  }

  private AccountResult judgeNew(byte[] b, int at, long high, long low) {
    int exclusive = DEBITS_MUST_NOT_EXCEED_CREDITS | CREDITS_MUST_NOT_EXCEED_DEBITS;
    if ((AccountRequest.flags(b, at) & exclusive) == exclusive) {
      return AccountResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
    }
    if (AccountRequest.nonZero128(b, at, AccountRequest.DEBITS_PENDING)) {
      return AccountResult.DEBITS_PENDING_MUST_BE_ZERO;
    }
    if (AccountRequest.nonZero128(b, at, AccountRequest.DEBITS_POSTED)) {
      return AccountResult.DEBITS_POSTED_MUST_BE_ZERO;
    }
    if (AccountRequest.nonZero128(b, at, AccountRequest.CREDITS_PENDING)) {
      return AccountResult.CREDITS_PENDING_MUST_BE_ZERO;
    }
    if (AccountRequest.nonZero128(b, at, AccountRequest.CREDITS_POSTED)) {
      return AccountResult.CREDITS_POSTED_MUST_BE_ZERO;
    }
    int ledger = AccountRequest.ledger(b, at);
    if (ledger == 0) {
      return AccountResult.LEDGER_MUST_NOT_BE_ZERO;
    }
    if (state.ledgers().find(ledger) == LedgerTable.ABSENT) {
      return AccountResult.LEDGER_NOT_FOUND;
    }
    if (AccountRequest.code(b, at) == 0) {
      return AccountResult.CODE_MUST_NOT_BE_ZERO;
    }
    return state.accounts().count() >= limits.accountsMax() || !state.accounts().hasRoom(high, low)
        ? AccountResult.TOO_MANY_ACCOUNTS
        : AccountResult.CREATED;
  }
}
