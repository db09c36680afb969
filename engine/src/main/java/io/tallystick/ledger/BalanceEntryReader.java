package io.tallystick.ledger;

/** Reads kept balance entries. */
@FunctionalInterface
public interface BalanceEntryReader {
  /** Copies the 64 bytes of an entry; see {@link BalanceEntry}. */
  void read(long entry, byte[] into, int offset);
}
