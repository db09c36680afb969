package io.tallystick.persistence.journal;

import io.tallystick.base.LittleEndian;

/**
 * Reads what {@link WordWriter} wrote. Behind the end it throws {@link IndexOutOfBoundsException}.
 */
final class WordReader {
  private final byte[] bytes;
  private int at;

  WordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int getByte() {
    return bytes[at++];
  }

  int getInt() {
    int value = LittleEndian.getInt(bytes, at);
    at += Integer.BYTES;
    return value;
  }

  long getLong() {
    long value = LittleEndian.getLong(bytes, at);
    at += Long.BYTES;
    return value;
  }

  long getVariable() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += WordWriter.GROUP_BITS) {
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has too many bytes");
  }

  /** Goes over some bytes, and tells where they begin. */
  int skip(int length) {
    int from = at;
    if (length > bytes.length - from) {
      throw new IndexOutOfBoundsException("bytes " + from + " and " + length + " more");
    }
    at = from + length;
    return from;
  }

  void requireEnd() {
    if (at != bytes.length) {
      throw new IllegalArgumentException("bytes are left over");
    }
  }
}
