package io.tallystick.persistence.segment;

import java.util.BitSet;

/**
 * Stored records by number, for decisions that rest on them: a record is given out only after the
 * checksums of the batches around it were found right, once since the store was opened. One thread.
 *
 * <p>Opening checks only the batches from the newest checkpoint on, so that a bit that rotted in an
 * older one would else change what is decided. The first touch reads its batch whole (1.4 MB at
 * most); later ones cost a look at one bit for {@value #BLOCK_RECORDS} records.
 */
public final class CheckedRecords {
  private static final int BLOCK_SHIFT = 8;

  /** Records that are noted as checked together. */
  static final int BLOCK_RECORDS = 1 << BLOCK_SHIFT;

  private final SealedBatchStore store;
  private final BatchFamilies families;
  private final long uncheckedBefore;
  private final BitSet checkedBlocks = new BitSet();

  /** {@code uncheckedBefore}: records from this number on were checked or written since opening. */
  CheckedRecords(SealedBatchStore store, BatchFamilies families, long uncheckedBefore) {
    this.store = store;
    this.families = families;
    this.uncheckedBefore = uncheckedBefore;
  }

  /**
   * Copies one published record.
   *
   * @throws io.tallystick.base.TallystickException DAMAGED, with file, byte range and height
   */
  public void read(long number, byte[] into, int offset) {
    if (number < uncheckedBefore && !checkedBlocks.get(block(number))) {
      check(block(number));
    }
    families.records.read(number, into, offset);
  }

  private static int block(long number) {
    return Math.toIntExact(number >>> BLOCK_SHIFT);
  }

  /** Checks every batch that has a record in the block, and notes all blocks that this covers. */
  private void check(int block) {
    long first = (long) block << BLOCK_SHIFT;
    long end = Math.min(first + BLOCK_RECORDS, store.recordCount());
    long height = store.heightOfNumber(first);
    long checkedFrom = families.frame(height).firstNumber();
    long checkedTo = checkedFrom;
    while (checkedTo < end) {
      Frame frame = families.frame(height);
      families.requireRecords(frame);
      checkedTo = frame.endNumber();
      height++;
    }
    checkedBlocks.set(block);
    checkedBlocks.set(
        block(checkedFrom + BLOCK_RECORDS - 1), Math.max(block + 1, block(checkedTo)));
  }
}
