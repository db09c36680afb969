package io.tallystick.ledger;

/** Rows that are never linked, each a request of 128 bytes. */
abstract class UnlinkedRows implements Rows {
  private final int exists;
  private ApplyOutput out;
  private byte[] buffer;
  private int offset;
  private int at;
  private long number;

  /**
   * @param exists number of the result that says that the row was carried out before
   */
  UnlinkedRows(int exists) {
    this.exists = exists;
  }

  /** Begins a body. */
  final void begin(ApplyOutput batch, byte[] rows, int firstRow) {
    out = batch;
    buffer = rows;
    offset = firstRow;
  }

  /** Number of what becomes of the row whose request is at {@code at}. */
  abstract int judge(byte[] b, int at, int row, long timestamp);

  /** Carries out a row that was judged {@code CREATED}; gives its record's number. */
  abstract long create(ApplyOutput into, byte[] b, int at, int row, long timestamp);

  /** When the row that exists was carried out. */
  abstract long existingTimestamp(byte[] b, int at);

  @Override
  public final boolean linked(int row) {
    return false;
  }

  @Override
  public final int apply(int row, int event, long timestamp) {
    at = offset + row * TransferRequest.BYTES;
    int result = judge(buffer, at, row, timestamp);
    if (result == TransferResult.CREATED.number()) {
      number = create(out, buffer, at, row, timestamp);
    }
    return result;
  }

  @Override
  public final long number() {
    return number;
  }

  @Override
  public final void refuse(int result, long timestamp) {
    out.answer(
        result, result == exists ? existingTimestamp(buffer, at) : timestamp, StoredRecord.NONE);
  }
}
