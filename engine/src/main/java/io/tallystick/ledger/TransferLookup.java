package io.tallystick.ledger;

/**
 * The settled past, as apply needs it to tell duplicates: the id index with everything applied
 * before the batch at hand, confirmed against the records. Ids of the batch being applied are the
 * ledger's own business.
 */
public interface TransferLookup {
  /** {@code kind}: a transfer's id → its created or refused record. */
  int TRANSFER = 0;

  /** {@code kind}: a pending transfer's id → the post, void or expiry that resolved it. */
  int RESOLUTION = 1;

  /** Rows announced at once. */
  int AHEAD_ROWS_MAX = 64;

  /** Nothing has the id. */
  long NONE = StoredRecord.NONE;

  /**
   * The number of the record of an id, below the first number of the batch being applied, or {@link
   * #NONE}. Confirmed hits only.
   *
   * @param kind {@link #TRANSFER} or {@link #RESOLUTION}
   */
  long find(int kind, long idHigh, long idLow);

  /**
   * Says whose ids are looked up next, so that the memory where this begins can be loaded for all
   * of them at once. Changes no answer; doing nothing is right, too.
   *
   * @param rows {@link TransferRequest}s from {@code offset} on
   * @param count 1 … {@link #AHEAD_ROWS_MAX}
   */
  default void ahead(byte[] rows, int offset, int count) {}

  /** Copies the 176 bytes of a stored record that was found. */
  void read(long number, byte[] into, int offset);
}
