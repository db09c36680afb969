package io.tallystick.ring;

import java.util.List;

/**
 * One request body: the unit that is never split over batches.
 *
 * @param kind what the rows are
 * @param rows 1 … {@link #ROWS_MAX}
 * @param records {@code rows} request records of 128 bytes each, little-endian; owned by the engine
 *     from submission on
 * @param names the names of rows that were given by name (accounts only), by row; null where a row
 *     has none; empty if no row has one
 * @param balances whether the balances of both accounts are wanted with each answer
 */
public record Body(BodyKind kind, int rows, byte[] records, List<String> names, boolean balances) {
  /** Most rows of one body, and most events of one batch. */
  public static final int ROWS_MAX = 8_190;

  /** Bytes of one request record. */
  public static final int RECORD_BYTES = 128;
}
