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

  /** Rows announced at once, at most the bits of a long. */
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
   * Says whose ids come next, so that they are looked up side by side.
   *
   * @param rows {@link TransferRequest}s from {@code offset} on
   * @param count 1 … {@link #AHEAD_ROWS_MAX}
   * @return bit i: no settled record has the {@link #TRANSFER} id of row i, and none will before
   *     the batch at hand ends. Of the others {@link #find} knows more; 0 is always right
   */
  default long ahead(byte[] rows, int offset, int count) {
    return 0;
  }

  /** Copies the 176 bytes of a stored record that was found. */
  void read(long number, byte[] into, int offset);
}
