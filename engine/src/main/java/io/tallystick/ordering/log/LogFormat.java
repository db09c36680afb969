package io.tallystick.ordering.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Bytes of a segment file, little-endian. A file is zero when it is made, and every sector of it is
 * written once.
 *
 * <pre>
 * segment header, 4,096 bytes ({@link SegmentHeader})
 * group, group, …: each begins at a multiple of 512
 * zeros to the end of the file
 *
 * group = group header, 128 bytes ({@link GroupHeader}), then records
 * record, padded with zeros to a multiple of 8:
 *    0 u32 CRC32C of bytes 4 … 31 and the payload
 *    4 u32 payload bytes
 *    8 u64 index (of a truncation: the first index that is dropped)
 *   16 u64 term (of a truncation: 0)
 *   24 u8  kind: 1 no-op, 2 payload, 3 membership, 100 truncation
 *   25     7 bytes zero
 *   32     payload
 * </pre>
 *
 * One group is what shared one fsync, and the next group is written only after that fsync returned.
 * So a group that is found at an offset proves that everything before the offset was durable, and
 * only the last group may be torn.
 */
final class LogFormat {
  /** The unit that a disk writes as a whole. */
  static final int SECTOR_BYTES = 512;

  static final int SEGMENT_HEADER_BYTES = 4_096;
  static final int GROUP_HEADER_BYTES = 128;
  static final int RECORD_HEADER_BYTES = 32;

  /** Bytes that a group of one entry needs besides the payload, at most. */
  static final int ENTRY_OVERHEAD_BYTES_MAX =
      GROUP_HEADER_BYTES + RECORD_HEADER_BYTES + 8 + SECTOR_BYTES;

  static final int KIND_TRUNCATION = 100;

  static final int RECORD_LENGTH_AT = 4;
  static final int RECORD_INDEX_AT = 8;
  static final int RECORD_TERM_AT = 16;
  static final int RECORD_KIND_AT = 24;

  private LogFormat() {}

  /** Bytes of a record with its padding. */
  static int recordBytes(int payloadBytes) {
    return (RECORD_HEADER_BYTES + payloadBytes + 7) & ~7;
  }

  /** The next offset at which a group may begin. */
  static long alignToSector(long offset) {
    return (offset + SECTOR_BYTES - 1) & -SECTOR_BYTES;
  }

  /** CRC32C of a range of a buffer, as an unsigned 32-bit number in an int. */
  static int crc(ByteBuffer bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(from).limit(from + length));
    return (int) crc.getValue();
  }

  /** How many whole sectors of the range hold nothing but zeros. */
  static int zeroSectors(ByteBuffer bytes, int from, int length) {
    ByteBuffer longs = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int zero = 0;
    for (int sector = from; sector < from + length; sector += SECTOR_BYTES) {
      if (isZero(longs, sector, SECTOR_BYTES)) {
        zero++;
      }
    }
    return zero;
  }

  /** Whether a range, a multiple of 8 bytes, holds nothing but zeros. */
  static boolean isZero(ByteBuffer bytes, int from, int length) {
    for (int at = from; at < from + length; at += Long.BYTES) {
      if (bytes.getLong(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
