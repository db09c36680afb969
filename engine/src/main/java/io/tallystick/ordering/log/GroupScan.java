package io.tallystick.ordering.log;

import java.io.IOException;

/** Looks at the groups of one file: which are whole, and where the next one begins. */
final class GroupScan {
  private final FileWindow window = new FileWindow();
  private long segment;
  private long size;

  /** Begins to look at another file. */
  void open(LogFile file, long segmentNumber) throws IOException {
    window.open(file);
    segment = segmentNumber;
    size = file.size();
  }

  /** Bytes of the file. */
  long size() {
    return size;
  }

  /** The header of a group that begins at that offset, or null if there is no intact one. */
  GroupHeader header(long offset) throws IOException {
    return window.load(offset, LogFormat.GROUP_HEADER_BYTES)
        ? GroupHeader.read(window.bytes(), window.at(offset), offset, segment)
        : null;
  }

  /** The record at an offset of a group's body, or null if there is no intact one. */
  Record record(long offset, long bodyEnd) throws IOException {
    return Record.read(window, offset, bodyEnd);
  }

  /** The offset of the first record of a group that is not intact; -1 if all are. */
  long firstBadRecord(long groupStart, GroupHeader group) throws IOException {
    long offset = groupStart + LogFormat.GROUP_HEADER_BYTES;
    long bodyEnd = offset + group.bodyBytes();
    while (offset < bodyEnd) {
      Record record = record(offset, bodyEnd);
      if (record == null) {
        return offset;
      }
      offset = record.end();
    }
    return -1;
  }

  /** The offset of a group that begins after {@code from} and below {@code limit}; -1 if none. */
  long laterGroup(long from, long limit) throws IOException {
    for (long at = from + LogFormat.SECTOR_BYTES;
        at + LogFormat.GROUP_HEADER_BYTES <= limit;
        at += LogFormat.SECTOR_BYTES) {
      if (header(at) != null) {
        return at;
      }
    }
    return -1;
  }

  /** Whether a sector of the group was never written, or is lost. */
  boolean lacksSector(long groupStart, GroupHeader group) throws IOException {
    int zero = 0;
    long end = groupStart + group.groupBytes();
    for (long at = groupStart; at < end; at += LogFormat.SECTOR_BYTES) {
      if (at >= size || sectorIsZero(at)) {
        zero++;
      }
    }
    return zero > group.zeroSectors();
  }

  /** Whether the sector there, as far as the file reaches, holds nothing but zeros. */
  boolean sectorIsZero(long offset) throws IOException {
    int length = (int) Math.min(LogFormat.SECTOR_BYTES, size - offset);
    window.load(offset, length);
    return LogFormat.isZero(window.bytes(), window.at(offset), length & -Long.BYTES);
  }

  /** Whether nothing but zeros stands in a range of less than a sector, which fills up a group. */
  boolean isPadding(long from, long to) throws IOException {
    int length = (int) (to - from);
    if (!window.load(from, length)) {
      return false;
    }
    int at = window.at(from);
    for (int i = 0; i < length; i++) {
      if (window.bytes().get(at + i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Where the last sector from {@code from} on that is not zero ends; {@code from} if none is. */
  long endOfWritten(long from) throws IOException {
    long end = from;
    for (long at = from; at < size; at += LogFormat.SECTOR_BYTES) {
      if (!sectorIsZero(at)) {
        end = Math.min(at + LogFormat.SECTOR_BYTES, size);
      }
    }
    return end;
  }

  /** The u32 at an offset as it stands, or -1 past the file's end. */
  long unsignedInt(long offset) throws IOException {
    return window.load(offset, Integer.BYTES)
        ? Integer.toUnsignedLong(window.bytes().getInt(window.at(offset)))
        : -1;
  }

  /** The bytes of a record as they stand; its head is at {@link FileWindow#at} of the offset. */
  FileWindow load(long offset, int bytes) throws IOException {
    return window.load(offset, bytes) ? window : null;
  }
}
