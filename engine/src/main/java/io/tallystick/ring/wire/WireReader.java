package io.tallystick.ring.wire;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one message, from the buffer's position to its limit. Everything that does not fit fails
 * with {@code message_damaged} (DAMAGED).
 */
public final class WireReader {
  private static final int U8_MASK = 0xFF;
  private static final int U16_MASK = 0xFFFF;

  private final ByteBuffer in;
  private final int version;
  private final int kind;

  private WireReader(ByteBuffer in) {
    this.in = in;
    if (in.remaining() < WireWriter.HEADER_BYTES) {
      throw damaged("a message of " + in.remaining() + " bytes is too short");
    }
    version = in.get() & U8_MASK;
    kind = in.get() & U8_MASK;
    in.getShort();
    int stored = in.getInt();
    int computed = WireWriter.checksum(in, in.limit());
    if (stored != computed) {
      throw damaged(
          "a message's checksum is "
              + Integer.toHexString(stored)
              + ", its bytes give "
              + Integer.toHexString(computed));
    }
  }

  /** Checks the sum and stands before the first field; takes the buffer to its limit. */
  public static WireReader of(ByteBuffer source) {
    ByteBuffer in = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    source.position(source.limit());
    return new WireReader(in);
  }

  /** Version of the layout. */
  public int version() {
    return version;
  }

  /** Kind of the message, within its family. */
  public int kind() {
    return kind;
  }

  public int u8() {
    need(Byte.BYTES);
    return in.get() & U8_MASK;
  }

  /** Two bytes, 0 … 65,535. */
  public int u16() {
    need(Short.BYTES);
    return in.getShort() & U16_MASK;
  }

  public int i32() {
    need(Integer.BYTES);
    return in.getInt();
  }

  public long i64() {
    need(Long.BYTES);
    return in.getLong();
  }

  /** A number that has to lie within a range. */
  public int count(int low, int high, String what) {
    int value = i32();
    if (value < low || value > high) {
      throw damaged(what + ": " + value + " is outside " + low + " … " + high);
    }
    return value;
  }

  /** Bytes as they are. */
  public byte[] bytes(int length) {
    need(length);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** A text, or null. */
  public String text() {
    int length = count(-1, WireWriter.TEXT_BYTES_MAX, "bytes of a text");
    return length < 0 ? null : new String(bytes(length), StandardCharsets.UTF_8);
  }

  /** Fails unless everything was read. */
  public void end() {
    if (in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes follow a message");
    }
  }

  private void need(int bytes) {
    if (bytes < 0 || in.remaining() < bytes) {
      throw damaged("a message ends early", new BufferUnderflowException());
    }
  }

  /** What a message that cannot be read fails with. */
  public static TallystickException damaged(String why) {
    return TallystickException.of(ErrorKind.DAMAGED, "message_damaged", why);
  }

  private static TallystickException damaged(String why, RuntimeException cause) {
    return TallystickException.of(ErrorKind.DAMAGED, "message_damaged", why, cause);
  }
}
