package io.tallystick.ledger;

/** Takes the pages of a checkpoint, in no order, each once. */
@FunctionalInterface
public interface PageSink {
  /**
   * Takes one page as it was at the checkpoint's height. Called on the apply thread: the words must
   * be copied away before returning, without waiting for a disk.
   *
   * @param section 0 … {@link LedgerCheckpoint#SECTIONS} - 1
   * @param page index within the section
   * @param source holds the words from {@code offset} on
   * @param longs always {@link LedgerCheckpoint#PAGE_LONGS}; a section's last page ends in zeros
   */
  void page(int section, long page, long[] source, int offset, int longs);
}
