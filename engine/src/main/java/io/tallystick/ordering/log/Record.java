package io.tallystick.ordering.log;

import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.LogEntry;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A record seen through a window: its head, and its payload while the window stays. */
record Record(FileWindow window, long offset, int payloadBytes, long index, long term, int kind) {
  /**
   * The record at an offset of a group's body that ends at {@code bodyEnd}; null if there is no
   * intact one.
   */
  static Record read(FileWindow window, long offset, long bodyEnd) throws IOException {
    if (offset + LogFormat.RECORD_HEADER_BYTES > bodyEnd
        || !window.load(offset, LogFormat.RECORD_HEADER_BYTES)) {
      return null;
    }
    int length = window.bytes().getInt(window.at(offset) + LogFormat.RECORD_LENGTH_AT);
    long recordEnd = offset + LogFormat.RECORD_HEADER_BYTES + (length & 0xFFFF_FFFFL);
    if (length < 0
        || recordEnd > bodyEnd
        || !window.load(offset, LogFormat.RECORD_HEADER_BYTES + length)) {
      return null;
    }
    ByteBuffer bytes = window.bytes();
    int at = window.at(offset);
    if (bytes.getInt(at)
        != LogFormat.crc(bytes, at + 4, LogFormat.RECORD_HEADER_BYTES - 4 + length)) {
      return null;
    }
    return new Record(
        window,
        offset,
        length,
        bytes.getLong(at + LogFormat.RECORD_INDEX_AT),
        bytes.getLong(at + LogFormat.RECORD_TERM_AT),
        bytes.get(at + LogFormat.RECORD_KIND_AT));
  }

  boolean isTruncation() {
    return kind == LogFormat.KIND_TRUNCATION;
  }

  /** Where the next record begins. */
  long end() {
    return offset + LogFormat.recordBytes(payloadBytes);
  }

  /** The entry with a copy of its payload. */
  LogEntry entry() {
    byte[] payload = new byte[payloadBytes];
    window.bytes().get(window.at(offset) + LogFormat.RECORD_HEADER_BYTES, payload);
    return LogEntry.of(index, term, EntryKind.of(kind), payload);
  }
}
