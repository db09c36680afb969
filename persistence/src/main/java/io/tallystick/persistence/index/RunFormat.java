package io.tallystick.persistence.index;

import io.tallystick.base.LittleEndian;
import io.tallystick.persistence.file.Checksum;

/**
 * Layout of a run's file, little-endian: pages of 4,096 bytes.
 *
 * <pre>
 * page 0     head
 * page 1 …   entries: 511 of 8 bytes, sorted by hash and number over the whole run; then the page's
 *            index from 0, u32; then CRC32C of the page before it, u32
 * after them directory: 4,097 u64, index of each partition's first entry, and the count of entries
 *            filter bytes, a whole number of {@link BlockFilter}'s blocks
 *            CRC32C of the directory u32, CRC32C of the filter bytes u32
 *
 * head: 0 magic u64 | 8 run id u64 | 16 entries u64 | 24 first number u64 | 32 last number u64 |
 *       40 filter bytes u64 | 48 zero u64 | 56 hash seeds 2 × u64 | 72 zero |
 *       4092 CRC32C of all before u32
 * </pre>
 *
 * @param id the run's id, which names its file
 * @param entries how many entries it has
 * @param firstNumber the run has every id of the records from this number on …
 * @param lastNumber … up to and with this one
 * @param filterBytes length of the filter
 * @param seed0 first seed of the id hash
 * @param seed1 second seed of the id hash
 */
record RunFormat(
    long id,
    long entries,
    long firstNumber,
    long lastNumber,
    long filterBytes,
    long seed0,
    long seed1) {
  static final int PAGE_BYTES = 4096;
  static final int PAGE_ENTRIES = 511;
  static final int PAGE_INDEX_AT = PAGE_ENTRIES * 8;
  static final int PAGE_CRC_AT = PAGE_INDEX_AT + 4;
  static final int DIRECTORY_BYTES = (EntryFormat.PARTITIONS + 1) * 8;
  static final int TAIL_BYTES = 8;

  private static final long MAGIC = 0x3230_4E55_5244_4954L;

  static String fileName(long id) {
    return "run-" + id;
  }

  long pages() {
    return (entries + PAGE_ENTRIES - 1) / PAGE_ENTRIES;
  }

  static long pagePosition(long page) {
    return (page + 1) * PAGE_BYTES;
  }

  long directoryPosition() {
    return pagePosition(pages());
  }

  long filterPosition() {
    return directoryPosition() + DIRECTORY_BYTES;
  }

  long tailPosition() {
    return filterPosition() + filterBytes;
  }

  long fileBytes() {
    return tailPosition() + TAIL_BYTES;
  }

  byte[] encode() {
    byte[] head = new byte[PAGE_BYTES];
    LittleEndian.putLong(head, 0, MAGIC);
    LittleEndian.putLong(head, 8, id);
    LittleEndian.putLong(head, 16, entries);
    LittleEndian.putLong(head, 24, firstNumber);
    LittleEndian.putLong(head, 32, lastNumber);
    LittleEndian.putLong(head, 40, filterBytes);
    LittleEndian.putLong(head, 56, seed0);
    LittleEndian.putLong(head, 64, seed1);
    LittleEndian.putInt(head, PAGE_BYTES - 4, Checksum.crc32c(head, 0, PAGE_BYTES - 4));
    return head;
  }

  /** The head, or null if the bytes are not one. */
  static RunFormat decode(byte[] head) {
    if (LittleEndian.getInt(head, PAGE_BYTES - 4) != Checksum.crc32c(head, 0, PAGE_BYTES - 4)
        || LittleEndian.getLong(head, 0) != MAGIC
        || LittleEndian.getLong(head, 40) < BlockFilter.BLOCK_BYTES
        || LittleEndian.getLong(head, 40) % BlockFilter.BLOCK_BYTES != 0) {
      return null;
    }
    return new RunFormat(
        LittleEndian.getLong(head, 8),
        LittleEndian.getLong(head, 16),
        LittleEndian.getLong(head, 24),
        LittleEndian.getLong(head, 32),
        LittleEndian.getLong(head, 40),
        LittleEndian.getLong(head, 56),
        LittleEndian.getLong(head, 64));
  }
}
