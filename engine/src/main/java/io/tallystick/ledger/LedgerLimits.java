package io.tallystick.ledger;

import io.tallystick.base.Checks;

/**
 * The bounds of a ledger's memory. All replicas must use the same, since reaching one is an answer.
 *
 * @param accountsMax most accounts, 1 … 2^28; past it {@code too_many_accounts}. 128 bytes of heap
 *     each, about 15 for the map and the name's length rounded up to 8.
 * @param pendingsMax most open pending transfers, 1 … 2^27; past it {@code too_many_pending}. 128
 *     bytes of heap each, about 30 for map and expiry, taken as they are used.
 * @param ledgersMax most declared ledgers, 1 … 65,536; past it {@code too_many_ledgers}
 */
public record LedgerLimits(int accountsMax, int pendingsMax, int ledgersMax) {
  /** Most events of one batch, and most pending transfers that one batch releases. */
  public static final int EVENTS_MAX = 8_190;

  public static final int ACCOUNTS_MAX_DEFAULT = 100_000_000;
  public static final int PENDINGS_MAX_DEFAULT = 4_000_000;
  public static final int LEDGERS_MAX_DEFAULT = 1_024;

  private static final int ACCOUNTS_MAX_MAX = 1 << 28;
  private static final int PENDINGS_MAX_MAX = 1 << 27;
  private static final int LEDGERS_MAX_MAX = 1 << 16;

  public LedgerLimits {
    Checks.inRange(accountsMax, 1, ACCOUNTS_MAX_MAX, "accountsMax");
    Checks.inRange(pendingsMax, 1, PENDINGS_MAX_MAX, "pendingsMax");
    Checks.inRange(ledgersMax, 1, LEDGERS_MAX_MAX, "ledgersMax");
  }

  /** The limits of a node that sets none. */
  public static LedgerLimits defaults() {
    return new LedgerLimits(ACCOUNTS_MAX_DEFAULT, PENDINGS_MAX_DEFAULT, LEDGERS_MAX_DEFAULT);
  }
}
