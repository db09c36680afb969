package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.HardState;
import io.tallystick.ordering.raft.LogEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Lays out one group in the direct buffer that all writes go through. */
final class GroupEncoder {
  private final ByteBuffer buffer;
  private int end;

  GroupEncoder(int groupBytesMax) {
    int capacity = (int) LogFormat.alignToSector(groupBytesMax);
    this.buffer = ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  void begin() {
    end = LogFormat.GROUP_HEADER_BYTES;
  }

  /** Whether a record of that payload still fits. */
  static boolean fits(int bodyBytes, int payloadBytes, int groupBytesMax) {
    long needed =
        (long) LogFormat.GROUP_HEADER_BYTES + bodyBytes + LogFormat.recordBytes(payloadBytes);
    return LogFormat.alignToSector(needed) <= groupBytesMax;
  }

  /** Adds an entry; returns where its record begins in the group. */
  int add(LogEntry entry) {
    return add(
        entry.index(),
        entry.term(),
        entry.kind().number(),
        entry.bytes(),
        entry.offset(),
        entry.length());
  }

  void addTruncation(long fromIndex) {
    add(fromIndex, 0, LogFormat.KIND_TRUNCATION, new byte[0], 0, 0);
  }

  private int add(long index, long term, int kind, byte[] bytes, int offset, int length) {
    int start = end;
    buffer.clear();
    buffer.putInt(start + LogFormat.RECORD_LENGTH_AT, length);
    buffer.putLong(start + LogFormat.RECORD_INDEX_AT, index);
    buffer.putLong(start + LogFormat.RECORD_TERM_AT, term);
    buffer.putLong(start + LogFormat.RECORD_KIND_AT, kind);
    buffer.put(start + LogFormat.RECORD_HEADER_BYTES, bytes, offset, length);
    int contentEnd = start + LogFormat.RECORD_HEADER_BYTES + length;
    end = start + LogFormat.recordBytes(length);
    for (int at = contentEnd; at < end; at++) {
      buffer.put(at, (byte) 0);
    }
    buffer.putInt(
        start, LogFormat.crc(buffer, start + 4, LogFormat.RECORD_HEADER_BYTES - 4 + length));
    return start;
  }

  /** Bytes that the group takes in the file. */
  int groupBytes() {
    return (int) LogFormat.alignToSector(end);
  }

  /** Bytes of the records. */
  int bodyBytes() {
    return end - LogFormat.GROUP_HEADER_BYTES;
  }

  /** The finished group, ready to be written at that offset. */
  ByteBuffer finish(long offset, long segment, long groupNumber, HardState hardState) {
    int bytes = groupBytes();
    for (int at = end; at < bytes; at++) {
      buffer.put(at, (byte) 0);
    }
    // The first sector holds the header, which is never zero.
    int zeroSectors =
        LogFormat.zeroSectors(buffer, LogFormat.SECTOR_BYTES, bytes - LogFormat.SECTOR_BYTES);
    new GroupHeader(bodyBytes(), zeroSectors, offset, segment, groupNumber, hardState)
        .write(buffer);
    return buffer.position(0).limit(bytes);
  }
}
