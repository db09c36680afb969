package io.tallystick.persistence.index.column;

import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.Checksum;

/**
 * Layout of a column's file, little-endian: pages of 4,096 bytes.
 *
 * <pre>
 * page 0     head: 0 magic u64 | 8 stretch u64 | 16 entries u64 | 24 first time u64 |
 *            32 last time u64 | 40 least value 2 × u64 (lower first) | 56 greatest value 2 × u64 |
 *            72 field offset u32 | 76 field bytes u32 | 80 stretch records u32 | 84 zero |
 *            4092 CRC32C of all before u32
 * page 1 …   entries, sorted by value and place: value (field bytes), place in the stretch u32;
 *            4088 page index from 0 u32 | 4092 CRC32C of all before u32
 * </pre>
 *
 * @param stretch number of the stretch: its first record is stretch * stretchRecords
 * @param entries how many entries it has
 * @param firstTime time of its first record
 * @param lastTime time of its last record
 * @param leastHigh upper half of the least value
 * @param leastLow lower half of the least value
 * @param greatestHigh upper half of the greatest value
 * @param greatestLow lower half of the greatest value
 * @param fieldOffset where the field lies in a record
 * @param fieldBytes its width
 * @param stretchRecords records of a stretch
 */
record ColumnFormat(
    long stretch,
    long entries,
    long firstTime,
    long lastTime,
    long leastHigh,
    long leastLow,
    long greatestHigh,
    long greatestLow,
    int fieldOffset,
    int fieldBytes,
    int stretchRecords) {
  static final int PAGE_BYTES = 4096;
  static final int PAGE_INDEX_AT = PAGE_BYTES - 8;
  static final int PAGE_CRC_AT = PAGE_BYTES - 4;

  private static final long MAGIC = 0x3130_4C4F_4353_4C54L;

  int entryBytes() {
    return fieldBytes + 4;
  }

  int pageEntries() {
    return pageEntries(fieldBytes);
  }

  static int pageEntries(int fieldBytes) {
    return PAGE_INDEX_AT / (fieldBytes + 4);
  }

  long fileBytes() {
    return ((entries + pageEntries() - 1) / pageEntries() + 1) * PAGE_BYTES;
  }

  static void seal(byte[] page, int at) {
    LittleEndian.putInt(page, at + PAGE_CRC_AT, Checksum.crc32c(page, at, PAGE_CRC_AT));
  }

  static boolean whole(byte[] page) {
    return LittleEndian.getInt(page, PAGE_CRC_AT) == Checksum.crc32c(page, 0, PAGE_CRC_AT);
  }

  byte[] encode() {
    byte[] head = new byte[PAGE_BYTES];
    LittleEndian.putLong(head, 0, MAGIC);
    LittleEndian.putLong(head, 8, stretch);
    LittleEndian.putLong(head, 16, entries);
    LittleEndian.putLong(head, 24, firstTime);
    LittleEndian.putLong(head, 32, lastTime);
    LittleEndian.putLong(head, 40, leastLow);
    LittleEndian.putLong(head, 48, leastHigh);
    LittleEndian.putLong(head, 56, greatestLow);
    LittleEndian.putLong(head, 64, greatestHigh);
    LittleEndian.putInt(head, 72, fieldOffset);
    LittleEndian.putInt(head, 76, fieldBytes);
    LittleEndian.putInt(head, 80, stretchRecords);
    seal(head, 0);
    return head;
  }

  /** The head, or null if the bytes are not one. */
  static ColumnFormat decode(byte[] head) {
    if (!whole(head) || LittleEndian.getLong(head, 0) != MAGIC) {
      return null;
    }
    return new ColumnFormat(
        LittleEndian.getLong(head, 8),
        LittleEndian.getLong(head, 16),
        LittleEndian.getLong(head, 24),
        LittleEndian.getLong(head, 32),
        LittleEndian.getLong(head, 48),
        LittleEndian.getLong(head, 40),
        LittleEndian.getLong(head, 64),
        LittleEndian.getLong(head, 56),
        LittleEndian.getInt(head, 72),
        LittleEndian.getInt(head, 76),
        LittleEndian.getInt(head, 80));
  }

  /** Whether a value can be among the entries at all. */
  boolean spans(long high, long low) {
    return entries > 0
        && compare(high, low, leastHigh, leastLow) >= 0
        && compare(high, low, greatestHigh, greatestLow) <= 0;
  }

  static int compare(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order != 0 ? order : Long.compareUnsigned(low, otherLow);
  }
}
