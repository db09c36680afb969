package io.tallystick.ledger;

import java.util.List;

/** Bits of an account's {@code flags}. */
public final class AccountFlags {
  /** Succeeds or fails together with the next row of the body. */
  public static final int LINKED = 1;

  /** Pending and posted debits stay within posted credits. */
  public static final int DEBITS_MUST_NOT_EXCEED_CREDITS = 2;

  /** Pending and posted credits stay within posted debits. */
  public static final int CREDITS_MUST_NOT_EXCEED_DEBITS = 4;

  /** Every change of its balances is kept as a balance entry. */
  public static final int HISTORY = 8;

  /** Takes part in no transfer but voids; set at creation or by a closing transfer. */
  public static final int CLOSED = 32;

  /** Debits need the authorisation of its account actor. */
  public static final int GUARDED = 64;

  /** Bits that answer {@code reserved_flag}; 16 is TigerBeetle's {@code imported}. */
  public static final int RESERVED =
      0xFFFF
          & ~(LINKED
              | DEBITS_MUST_NOT_EXCEED_CREDITS
              | CREDITS_MUST_NOT_EXCEED_DEBITS
              | HISTORY
              | CLOSED
              | GUARDED);

  private static final FlagNames NAMES =
      new FlagNames(
          "linked",
          "debits_must_not_exceed_credits",
          "credits_must_not_exceed_debits",
          "history",
          null,
          "closed",
          "guarded");

  private AccountFlags() {}

  /** Names of the set bits, lowest bit first; {@code reserved_N} for a bit without a name. */
  public static List<String> names(int flags) {
    return NAMES.names(flags);
  }

  /** The bit of a name, or {@code flag_unknown} (INVALID). */
  public static int of(String name) {
    return NAMES.of(name);
  }
}
