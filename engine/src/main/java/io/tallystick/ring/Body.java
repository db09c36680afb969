package io.tallystick.ring;

import io.tallystick.participant.Submitter;
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
 * @param values what else stands beside rows (of participants and keys), ascending by row and kind
 * @param submitter who submits it, as the edge made certain; of it only the key's number is ordered
 */
public record Body(
    BodyKind kind,
    int rows,
    byte[] records,
    List<String> names,
    boolean balances,
    List<Value> values,
    Submitter submitter) {
  /** Most rows of one body, and most events of one batch. */
  public static final int ROWS_MAX = 8_190;

  /** Bytes of one request record. */
  public static final int RECORD_BYTES = 128;

  /**
   * A value beside a row.
   *
   * @param kind see {@link io.tallystick.ledger.member.ValueKind}
   */
  public record Value(int row, int kind, byte[] bytes) {}

  /** A body that nobody's key submits, with nothing beside its rows but names. */
  public Body(BodyKind kind, int rows, byte[] records, List<String> names, boolean balances) {
    this(kind, rows, records, names, balances, List.of(), Submitter.NOBODY);
  }

  /** Bytes that it takes in memory while it waits, names left out. */
  int waitingBytes() {
    int bytes = records.length;
    for (Value value : values) {
      bytes += value.bytes.length;
    }
    return bytes;
  }
}
