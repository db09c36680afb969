package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.base.LittleEndian;
import io.tallystick.ledger.state.IdHash;
import java.util.Arrays;

/**
 * The ids of records made in the batch at hand: id → position among its records. Entries are taken
 * back newest first when a chain breaks. Nothing is cleared between batches: an entry of another
 * batch's stamp counts as empty.
 *
 * <p>Each transfer looks here, nearly always in vain, so that the table is small enough for a
 * core's own cache, and eight bits of the hash in each entry spare most looks at the records of
 * other ids. Entry: stamp from bit 22, bits of the hash from bit 14, position below; 0 is empty.
 */
final class BatchIds {
  static final int ABSENT = -1;

  private static final int PLACES = 1 << 15;
  private static final int POSITION_BITS = 14;
  private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;
  private static final int PART_BITS = 8;
  private static final int PART_SHIFT = Long.SIZE - PART_BITS;
  private static final int STAMP_SHIFT = POSITION_BITS + PART_BITS;
  private static final int STAMP_MAX = (1 << (Integer.SIZE - STAMP_SHIFT)) - 1;
  private static final int HASH_SHIFT = 20;

  private final int keyOffset;
  private final int[] places = new int[PLACES];
  private final int[] taken = new int[ApplyOutput.RECORDS_MAX];
  private int count;
  private int stamp;

  /**
   * A table over ids that stand {@code keyOffset} bytes into each record.
   *
   * @param keyOffset {@link TransferRequest#ID} or {@link TransferRequest#PENDING_ID}
   */
  BatchIds(int keyOffset) {
    this.keyOffset = keyOffset;
    Checks.inRange(ApplyOutput.RECORDS_MAX, 1, POSITION_MASK + 1, "records of a batch");
  }

  void begin() {
    count = 0;
    stamp++;
    if (stamp > STAMP_MAX) {
      Arrays.fill(places, 0);
      stamp = 1;
    }
  }

  /** The position of an id with this {@link IdHash}, or {@link #ABSENT}. */
  int find(byte[] records, long hash, long high, long low) {
    int place = place(hash);
    int wanted = stampAndPart(hash);
    while (places[place] >>> STAMP_SHIFT == stamp) {
      int entry = places[place];
      int position = entry & POSITION_MASK;
      int at = position * StoredRecord.BYTES + keyOffset;
      if (entry >>> POSITION_BITS == wanted
          && LittleEndian.getLong(records, at) == low
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
    places[place] = stampAndPart(hash) << POSITION_BITS | position;
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

  private int stampAndPart(long hash) {
    return stamp << PART_BITS | (int) (hash >>> PART_SHIFT);
  }

  private static int place(long hash) {
    return (int) (hash >>> HASH_SHIFT) & (PLACES - 1);
  }
}
