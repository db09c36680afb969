package io.tallystick.ring;

import io.tallystick.ledger.TransferLookup;
import io.tallystick.persistence.index.IdTable;
import io.tallystick.persistence.segment.SealedBatchStore;

/** The settled past of a ledger, made before the ledger itself and shared with its apply stage. */
public final class LedgerPast {
  private final AppliedRecords records;
  private final SettledIds ids;

  /** {@code commitSlots}: as many batches as can be between apply and seal. */
  public LedgerPast(SealedBatchStore store, IdTable index, int commitSlots) {
    this.records = new AppliedRecords(store, commitSlots);
    this.ids = new SettledIds(index, records);
  }

  /** What the ledger looks its ids up in. */
  public TransferLookup lookup() {
    return ids;
  }

  AppliedRecords records() {
    return records;
  }

  SettledIds ids() {
    return ids;
  }
}
