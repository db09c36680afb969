package io.tallystick.ledger;

import java.util.List;

/** Bits of a transfer's {@code flags}. */
public final class TransferFlags {
  /** Succeeds or fails together with the next row of the body. */
  public static final int LINKED = 1;

  /** Holds the amount until it is posted, voided or expires. */
  public static final int PENDING = 2;

  /** Posts the pending transfer named by {@code pending_id}, wholly or in part. */
  public static final int POST_PENDING_TRANSFER = 4;

  /** Releases the pending transfer named by {@code pending_id}. */
  public static final int VOID_PENDING_TRANSFER = 8;

  /** Moves at most what keeps the debit account's debits within its posted credits. */
  public static final int BALANCING_DEBIT = 16;

  /** Moves at most what keeps the credit account's credits within its posted debits. */
  public static final int BALANCING_CREDIT = 32;

  /** Closes the debit account; void or expiry opens it again. Pending transfers only. */
  public static final int CLOSING_DEBIT = 64;

  /** Closes the credit account; void or expiry opens it again. Pending transfers only. */
  public static final int CLOSING_CREDIT = 128;

  /** Bits that answer {@code reserved_flag}; 256 is TigerBeetle's {@code imported}. */
  public static final int RESERVED = 0xFF00;

  private static final FlagNames NAMES =
      new FlagNames(
          "linked",
          "pending",
          "post_pending_transfer",
          "void_pending_transfer",
          "balancing_debit",
          "balancing_credit",
          "closing_debit",
          "closing_credit");

  private TransferFlags() {}

  /** Names of the set bits, lowest bit first; {@code reserved_N} for a bit without a name. */
  public static List<String> names(int flags) {
    return NAMES.names(flags);
  }

  /** The bit of a name, or {@code flag_unknown} (INVALID). */
  public static int of(String name) {
    return NAMES.of(name);
  }
}
