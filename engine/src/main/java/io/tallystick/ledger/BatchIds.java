package io.tallystick.ledger;

import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.state.IdHash;
import java.util.Arrays;

/**
 * The ids of records made in the batch at hand: id → position among its records. Entries are taken
 * back newest first when a chain breaks. Nothing is cleared between batches: an entry of another
 * batch's stamp counts as empty.
 */
final class BatchIds {
  static final int ABSENT = -1;

  private static final int PLACES = 1 << 15;
  private static final int STAMP_SHIFT = 32;
  private static final int HASH_SHIFT = 20;

  private final int keyOffset;
  private final long[] places = new long[PLACES];
  private final int[] taken = new int[ApplyOutput.RECORDS_MAX];
  private int count;
  private long stamp;

  /**
   * A table over ids that stand {@code keyOffset} bytes into each record.
   *
   * @param keyOffset {@link TransferRequest#ID} or {@link TransferRequest#PENDING_ID}
   */
  BatchIds(int keyOffset) {
    this.keyOffset = keyOffset;
  }

  void begin() {
    count = 0;
    stamp++;
    if (stamp >>> (STAMP_SHIFT - 1) != 0) {
      Arrays.fill(places, 0);
      stamp = 1;
    }
  }

  /** The position of an id with this {@link IdHash}, or {@link #ABSENT}. */
  int find(byte[] records, long hash, long high, long low) {
    int place = place(hash);
    while (places[place] >>> STAMP_SHIFT == stamp) {
      int position = (int) places[place];
      int at = position * StoredRecord.BYTES + keyOffset;
      if (LittleEndian.getLong(records, at) == low
          && LittleEndian.getLong(records, at + TransferRequest.HIGH) == high) {
        return position;
      }
      place = (place + 1) & (PLACES - 1);
    }
    return ABSENT;
  }

  /** Adds an id that is absent, by its {@link IdHash}. */
  void put(long hash, int position) {
    int place = place(hash);
    while (places[place] >>> STAMP_SHIFT == stamp) {
      place = (place + 1) & (PLACES - 1);
    }
    places[place] = (stamp << STAMP_SHIFT) | position;
    taken[count++] = place;
  }

  /** How many entries there are, for {@link #truncate}. */
  int count() {
    return count;
  }

  /** Takes back the newest entries until {@code toCount} are left. */
  void truncate(int toCount) {
    while (count > toCount) {
      places[taken[--count]] = 0;
    }
  }

  private static int place(long hash) {
    return (int) (hash >>> HASH_SHIFT) & (PLACES - 1);
  }
}
