package io.tallystick.ledger;

/** Gives a checkpoint's bytes back. */
public interface PageSource {
  /** What {@link LedgerCheckpoint#meta()} was. */
  byte[] meta();

  /** Fills {@code longs} words from {@code offset} on with a page. */
  void page(int section, long page, long[] into, int offset, int longs);
}
