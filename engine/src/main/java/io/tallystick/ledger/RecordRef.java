package io.tallystick.ledger;

/** A stored record to look at: in the batch at hand, or a copy of a settled one. */
final class RecordRef {
  private final byte[] copy = new byte[StoredRecord.BYTES];
  private byte[] bytes = copy;
  private int at;

  void toBatch(byte[] records, int position) {
    bytes = records;
    at = position * StoredRecord.BYTES;
  }

  void toCopy(TransferLookup lookup, long number) {
    lookup.read(number, copy, 0);
    bytes = copy;
    at = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  int type() {
    return StoredRecord.type(bytes, at);
  }

  int flags() {
    return TransferRequest.flags(bytes, at);
  }
}
