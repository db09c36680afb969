package io.tallystick.persistence.journal;

import io.tallystick.base.LittleEndian;
import java.util.Arrays;

/** Bytes that grow: little-endian numbers, and numbers of as many bytes as they need. */
final class WordWriter {
  /** A u64 in groups of seven bits, the low ones first; the upper bit says that more follow. */
  static final int GROUP_BITS = 7;

  /** Bytes that a u64 takes at most in such groups. */
  static final int VARIABLE_BYTES_MAX = 10;

  private static final long MORE = 1L << GROUP_BITS;

  private byte[] bytes;
  private int at;

  WordWriter(int roomBytes) {
    this.bytes = new byte[roomBytes];
  }

  /** Makes sure that so many bytes can follow. */
  void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(at + more, bytes.length + bytes.length / 2));
    }
  }

  void putByte(int value) {
    room(1);
    bytes[at++] = (byte) value;
  }

  void putInt(int value) {
    room(Integer.BYTES);
    LittleEndian.putInt(bytes, at, value);
    at += Integer.BYTES;
  }

  void putLong(long value) {
    room(Long.BYTES);
    LittleEndian.putLong(bytes, at, value);
    at += Long.BYTES;
  }

  void putBytes(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, at, length);
    at += length;
  }

  /** Writes a u64; {@link #VARIABLE_BYTES_MAX} bytes of room must be there. */
  void putVariable(long value) {
    long left = value;
    int to = at;
    while ((left & -MORE) != 0) {
      bytes[to++] = (byte) (left | MORE);
      left >>>= GROUP_BITS;
    }
    bytes[to++] = (byte) left;
    at = to;
  }

  /** Bytes that {@link #putVariable} needs, 1 … {@value #VARIABLE_BYTES_MAX}. */
  static int variableBytes(long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
    return (bits + GROUP_BITS - 1) / GROUP_BITS;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, at);
  }
}
