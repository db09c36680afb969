package io.tallystick.ring;

import io.tallystick.base.Checks;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ledger.StoredRecord;
import io.tallystick.persistence.segment.CheckedRecords;
import io.tallystick.persistence.segment.SealedBatchStore;

/**
 * Stored records by number for the apply thread: out of the local files, or, for batches still on
 * their way to them, out of the commit ring's slots.
 */
final class AppliedRecords {
  private final SealedBatchStore store;
  private final CheckedRecords stored;
  private final ApplyOutput[] recent;
  private int newest;

  /** {@code slots}: as many batches as can be between apply and seal. */
  AppliedRecords(SealedBatchStore store, int slots) {
    this.store = store;
    this.stored = store.checkedRecords();
    this.recent = new ApplyOutput[slots];
  }

  /** Notes a batch that is about to be applied into {@code output}. */
  void begin(ApplyOutput output) {
    newest = (newest + 1) % recent.length;
    recent[newest] = output;
  }

  /**
   * Copies 176 bytes.
   *
   * @throws io.tallystick.base.TallystickException DAMAGED if they are not what was written
   */
  void read(long number, byte[] into, int offset) {
    if (number < store.recordCount()) {
      stored.read(number, into, offset);
      return;
    }
    for (ApplyOutput output : recent) {
      if (output != null
          && number >= output.firstNumber()
          && number < output.firstNumber() + output.recordCount()) {
        int at = (int) (number - output.firstNumber()) * StoredRecord.BYTES;
        System.arraycopy(output.records(), at, into, offset, StoredRecord.BYTES);
        return;
      }
    }
    Checks.that(false, "record " + number + " is neither stored nor on its way");
  }
}
