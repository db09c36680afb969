package io.tallystick.batch;

import io.tallystick.ledger.LittleEndian;

/** A u32 of the wire as the number that it is. */
final class UnsignedInt {
  private UnsignedInt() {}

  /** The u32 at {@code at}, 0 … 2^32-1. */
  static long get(byte[] bytes, int at) {
    return Integer.toUnsignedLong(LittleEndian.getInt(bytes, at));
  }
}
