package io.tallystick.ledger;

import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.LedgerTable;

/** Judges declarations of ledgers. */
final class LedgerRules {
  private static final long NUMBER_MASK = 0xFFFF_FFFFL;

  private final LedgerState state;
  private final LedgerLimits limits;

  LedgerRules(LedgerState state, LedgerLimits limits) {
    this.state = state;
    this.limits = limits;
  }

  LedgerResult judge(byte[] b, int at) {
    if (LedgerRequest.timestamp(b, at) != 0) {
      return LedgerResult.TIMESTAMP_MUST_BE_ZERO;
    }
    return judgeStamped(b, at);
  }

  /** The same without a look at the timestamp. */
  LedgerResult judgeStamped(byte[] b, int at) {
    if (!zero(b, at + LedgerRequest.ZERO, at + LedgerRequest.LEDGER)
        || !zero(b, at + LedgerRequest.ZERO_TAIL, at + LedgerRequest.TIMESTAMP)) {
      return LedgerResult.RESERVED_FIELD;
    }
    long high = LedgerRequest.idHigh(b, at);
    long low = LedgerRequest.idLow(b, at);
    if (TransferRules.isZero(high, low)) {
      return LedgerResult.ID_MUST_NOT_BE_ZERO;
    }
    if (high != 0 || (low & NUMBER_MASK) != low) {
      return LedgerResult.NUMBER_OUT_OF_RANGE;
    }
    LedgerTable ledgers = state.ledgers();
    int index = ledgers.find((int) low);
    if (index != LedgerTable.ABSENT) {
      return existing(b, at, index);
    }
    if (LedgerRequest.ledger(b, at) != (int) low) {
      return LedgerResult.LEDGER_NUMBER_DIFFERS;
    }
    if (!LedgerRequest.codeAcceptable(b, at)) {
      return LedgerResult.CODE_MALFORMED;
    }
    int scale = LedgerRequest.scale(b, at);
    if (scale < 0 || scale > LedgerRequest.SCALE_MAX) {
      return LedgerResult.SCALE_OUT_OF_RANGE;
    }
    int sameCode =
        ledgers.findCode(LedgerRequest.codeFirst(b, at), LedgerRequest.codeSecond(b, at));
    if (sameCode != LedgerTable.ABSENT) {
      return LedgerResult.CODE_ALREADY_USED;
    }
    return ledgers.count() >= limits.ledgersMax()
        ? LedgerResult.TOO_MANY_LEDGERS
        : LedgerResult.CREATED;
  }

  private LedgerResult existing(byte[] b, int at, int index) {
    LedgerTable ledgers = state.ledgers();
    if (LedgerRequest.codeFirst(b, at) != ledgers.codeFirst(index)
        || LedgerRequest.codeSecond(b, at) != ledgers.codeSecond(index)) {
      return LedgerResult.EXISTS_WITH_DIFFERENT_CODE;
    }
    return LedgerRequest.scale(b, at) != ledgers.scale(index)
        ? LedgerResult.EXISTS_WITH_DIFFERENT_SCALE
        : LedgerResult.EXISTS;
  }

  private static boolean zero(byte[] b, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= b[i];
    }
    return all == 0;
  }
}
