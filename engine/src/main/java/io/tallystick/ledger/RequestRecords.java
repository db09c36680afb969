package io.tallystick.ledger;

/** Makes the stored record of a request that moves no money and was judged {@code CREATED}. */
final class RequestRecords {
  private RequestRecords() {}

  /**
   * Adds the record and gives its number.
   *
   * @param b holds the request's 128 bytes from {@code at} on
   * @param type a {@link RecordType}
   * @param submitter number of the submitting participant, 0 for none
   */
  static long add(
      ApplyOutput out,
      byte[] b,
      int at,
      long timestamp,
      int type,
      long incarnation,
      long related,
      int submitter) {
    long number = out.nextNumber();
    int record = out.addRecord();
    System.arraycopy(b, at, out.records(), record, TransferRequest.BYTES);
    TransferRequest.timestamp(out.records(), record, timestamp);
    StoredRecord.tail(
        out.records(),
        record,
        type,
        TransferResult.CREATED.number(),
        0,
        StoredRecord.NONE,
        StoredRecord.NONE,
        incarnation,
        related);
    StoredRecord.submitter(out.records(), record, submitter);
    return number;
  }
}
