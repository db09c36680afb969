package io.tallystick.api.encode;

import io.tallystick.ring.query.Lookups;
import io.tallystick.ring.query.Views.LedgerRow;
import java.util.Optional;

/** How ledgers stand in answers: by code, or by number where it is not declared. */
public final class LedgerText {
  private final Lookups lookups;

  /** Codes as {@code lookups} knows them. */
  public LedgerText(Lookups lookups) {
    this.lookups = lookups;
  }

  /** The ledger's code, or the digits of its number. */
  public String of(int number) {
    Optional<LedgerRow> ledger = lookups.knownLedger(number);
    return ledger.isPresent() ? ledger.get().code() : Integer.toUnsignedString(number);
  }
}
