package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import java.nio.ByteBuffer;

/**
 * Head of what shared one fsync.
 *
 * <pre>
 *    0 u32 CRC32C of bytes 4 … 127
 *    4 u32 magic
 *    8 u32 bytes of the records that follow
 *   12 u32 how many sectors of the group are all zero by their own content
 *   16 u64 offset in the file up to which everything was durable when this was written: its own
 *   24 u64 number of the segment
 *   32 u64 number of the group in the log, from 1
 *   40     hard state, 32 bytes
 *   72     56 bytes zero
 * </pre>
 *
 * @param bodyBytes bytes of the records that follow
 * @param zeroSectors sectors of the group that hold only zeros although they were written; if more
 *     are zero in the file, some were never written
 * @param durableOffset up to here the file was durable before this group was written
 */
record GroupHeader(
    int bodyBytes,
    int zeroSectors,
    long durableOffset,
    long segment,
    long number,
    HardState hardState) {
  /** Where the bytes of the records stand. */
  static final int BODY_BYTES_AT = 8;

  private static final int MAGIC = 0x5052_4754;

  /** Bytes in the file, up to the next sector. */
  int groupBytes() {
    return (int) LogFormat.alignToSector(LogFormat.GROUP_HEADER_BYTES + bodyBytes);
  }

  void write(ByteBuffer target) {
    target.putInt(4, MAGIC).putInt(BODY_BYTES_AT, bodyBytes).putInt(12, zeroSectors);
    target.putLong(16, durableOffset).putLong(24, segment).putLong(32, number);
    StoredHardState.write(hardState, target, 40);
    for (int at = 72; at < LogFormat.GROUP_HEADER_BYTES; at += Long.BYTES) {
      target.putLong(at, 0);
    }
    target.putInt(0, LogFormat.crc(target, 4, LogFormat.GROUP_HEADER_BYTES - 4));
  }

  /** The header in those bytes, or null if they are none that belongs at this offset. */
  static GroupHeader read(ByteBuffer source, int at, long offset, long segment) {
    if (source.getInt(at + 4) != MAGIC
        || source.getLong(at + 16) != offset
        || source.getLong(at + 24) != segment
        || source.getInt(at) != LogFormat.crc(source, at + 4, LogFormat.GROUP_HEADER_BYTES - 4)) {
      return null;
    }
    return new GroupHeader(
        source.getInt(at + BODY_BYTES_AT),
        source.getInt(at + 12),
        offset,
        segment,
        source.getLong(at + 32),
        StoredHardState.read(source, at + 40));
  }
}
