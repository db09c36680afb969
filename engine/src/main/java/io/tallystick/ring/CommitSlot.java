package io.tallystick.ring;

import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ordering.CommittedEntry;

/**
 * One committed entry on its way through apply and seal, or a poke that lets the apply thread serve
 * reads.
 */
final class CommitSlot {
  /** What apply gave; reused for each entry that passes this slot. */
  final ApplyOutput output = new ApplyOutput();

  /** The committed entry; null for a poke. */
  CommittedEntry entry;

  /** The batch's height; 0 where the entry is no batch. */
  long height;

  /** A checkpoint that begins right after this batch, or null. */
  CheckpointJob checkpoint;

  long balanceCheckLow;
  long balanceCheckHigh;
  int rulesVersion;

  void set(CommittedEntry newEntry) {
    entry = newEntry;
    height = 0;
    checkpoint = null;
  }

  boolean isBatch() {
    return height > 0;
  }
}
