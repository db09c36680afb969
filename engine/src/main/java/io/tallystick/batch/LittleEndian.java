package io.tallystick.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Little-endian numbers in byte arrays, at any alignment. */
final class LittleEndian {
  private static final VarHandle U16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int u16(byte[] bytes, int offset) {
    return Short.toUnsignedInt((short) U16.get(bytes, offset));
  }

  static void u16(byte[] bytes, int offset, int value) {
    U16.set(bytes, offset, (short) value);
  }

  static int i32(byte[] bytes, int offset) {
    return (int) U32.get(bytes, offset);
  }

  /** An unsigned 32-bit number. */
  static long u32(byte[] bytes, int offset) {
    return Integer.toUnsignedLong((int) U32.get(bytes, offset));
  }

  static void u32(byte[] bytes, int offset, int value) {
    U32.set(bytes, offset, value);
  }

  static long u64(byte[] bytes, int offset) {
    return (long) U64.get(bytes, offset);
  }

  static void u64(byte[] bytes, int offset, long value) {
    U64.set(bytes, offset, value);
  }
}
