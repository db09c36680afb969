package io.tallystick.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Little-endian numbers in byte arrays: every record, file and message of this engine is made of
 * them. Allocates nothing, and each method is one machine instruction once compiled; positions need
 * no alignment; one outside the array throws {@link IndexOutOfBoundsException}.
 *
 * <p>Never fill a new array of constant length by a loop of constant length over these methods: the
 * C2 compiler of OpenJDK 17.0.15 may leave it zero (seen with 16 words; not with 4, nor where
 * either length is known only as the program runs; docs/simulation.md). Copy in one piece instead.
 */
public final class LittleEndian {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /** The u64 (or i64) at {@code at}. */
  public static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Writes a u64 (or i64). */
  public static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  /** The u32 at {@code at}, as its 32 bits. */
  public static int getInt(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }

  /** The u32 at {@code at} as the number that it is, 0 … 2^32-1. */
  public static long getUnsignedInt(byte[] bytes, int at) {
    return Integer.toUnsignedLong(getInt(bytes, at));
  }

  /** Writes a u32. */
  public static void putInt(byte[] bytes, int at, int value) {
    INTS.set(bytes, at, value);
  }

  /** The u16 at {@code at}, 0 … 65,535. */
  public static int getShort(byte[] bytes, int at) {
    return Short.toUnsignedInt((short) SHORTS.get(bytes, at));
  }

  /** Writes a u16; the upper half of {@code value} is not looked at. */
  public static void putShort(byte[] bytes, int at, int value) {
    SHORTS.set(bytes, at, (short) value);
  }
}
