package io.tallystick.ledger.state;

/** Takes the pages of a checkpoint. */
@FunctionalInterface
public interface PageCopier {
  /**
   * Takes one page as it was when the checkpoint began. The words must be copied before returning.
   *
   * @param section which array the page belongs to
   * @param page its index there, from 0
   * @param source holds the page's {@code longs} words from {@code offset} on
   */
  void page(int section, long page, long[] source, int offset, int longs);
}
