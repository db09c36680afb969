package io.tallystick.ledger;

import io.tallystick.base.Checks;

/** Everything settled before an event: the records of its own batch, then the index. */
final class PastTransfers {
  private final TransferLookup lookup;
  private final BatchIds ids = new BatchIds(TransferRequest.ID);
  private final BatchIds resolutions = new BatchIds(TransferRequest.PENDING_ID);
  private ApplyOutput out;

  PastTransfers(TransferLookup lookup) {
    this.lookup = lookup;
  }

  void begin(ApplyOutput batch) {
    out = batch;
    ids.begin();
    resolutions.begin();
  }

  BatchIds ids() {
    return ids;
  }

  BatchIds resolutions() {
    return resolutions;
  }

  /**
   * Points {@code ref} to the record of an id.
   *
   * @param kind {@link TransferLookup#TRANSFER} or {@link TransferLookup#RESOLUTION}
   * @param hash the id's {@link io.tallystick.ledger.state.IdHash}
   * @return whether there is one
   */
  boolean find(int kind, long hash, long high, long low, RecordRef ref) {
    return find(kind, hash, high, low, false, ref);
  }

  /** The same for a transfer's own id, which the past is known not to have or not. */
  boolean findOwn(TransferEvent t, RecordRef ref) {
    return find(TransferLookup.TRANSFER, t.idHash, t.idHigh, t.idLow, t.idIsNew, ref);
  }

  private boolean find(int kind, long hash, long high, long low, boolean newToPast, RecordRef ref) {
    BatchIds batchIds = kind == TransferLookup.TRANSFER ? ids : resolutions;
    int position = batchIds.find(out.records(), hash, high, low);
    if (position != BatchIds.ABSENT) {
      ref.toBatch(out.records(), position);
      return true;
    }
    long number = newToPast ? TransferLookup.NONE : lookup.find(kind, high, low);
    if (number == TransferLookup.NONE) {
      return false;
    }
    Checks.that(number < out.firstNumber(), "the index knows nothing of the batch at hand");
    ref.toCopy(lookup, number);
    return true;
  }

  /** Says which rows come next; see {@link TransferLookup#ahead}. */
  long ahead(byte[] rows, int offset, int count) {
    return lookup.ahead(rows, offset, count);
  }

  /** Points {@code ref} to the record of a number. */
  void read(long number, RecordRef ref) {
    if (number >= out.firstNumber()) {
      ref.toBatch(out.records(), (int) (number - out.firstNumber()));
    } else {
      ref.toCopy(lookup, number);
    }
  }
}
