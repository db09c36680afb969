package io.tallystick.cli.bulk;

import io.tallystick.ring.Body;

/** Rows as request records of 128 bytes. */
final class RecordsPayload implements Payload {
  private final byte[] records = new byte[Body.ROWS_MAX * Body.RECORD_BYTES];
  private int bytes;

  byte[] records() {
    return records;
  }

  int bytes() {
    return bytes;
  }

  /** Takes in the record that was written at {@link #bytes()}. */
  void added() {
    bytes += Body.RECORD_BYTES;
  }

  @Override
  public void truncate(int rows) {
    bytes = rows * Body.RECORD_BYTES;
  }

  @Override
  public void moveTo(Payload next, int from, int rows) {
    RecordsPayload target = (RecordsPayload) next;
    int moved = rows * Body.RECORD_BYTES;
    System.arraycopy(records, from * Body.RECORD_BYTES, target.records, target.bytes, moved);
    target.bytes += moved;
    truncate(from);
  }
}
