package io.tallystick.api.encode;

import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.LedgerRow;
import java.util.Optional;

/** How ledgers stand in answers: by code, or by number where it is not declared. */
public final class LedgerText {
  private final Queries queries;

  /** Codes as {@code queries} knows them. */
  public LedgerText(Queries queries) {
    this.queries = queries;
  }

  /** The ledger's code, or the digits of its number. */
  public String of(int number) {
    Optional<LedgerRow> ledger = queries.knownLedger(number);
    return ledger.isPresent() ? ledger.get().code() : Integer.toUnsignedString(number);
  }
}
