package io.tallystick.ring.wire;

import io.tallystick.base.Checks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes one message where a buffer stands. */
public final class WireWriter {
  /** Bytes before the first field. */
  public static final int HEADER_BYTES = 8;

  /** Most bytes of a text; a longer one is cut. */
  public static final int TEXT_BYTES_MAX = 1_024;

  private static final int CRC_AT = 4;
  private static final int U8_MAX = 0xFF;
  private static final int U16_MAX = 0xFFFF;

  private final ByteBuffer target;
  private final ByteBuffer out;

  private WireWriter(ByteBuffer target) {
    this.target = target;
    // The buffer's own byte order belongs to whoever lent it.
    this.out = target.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Begins a message at the buffer's position. */
  public static WireWriter begin(ByteBuffer target, int version, int kind) {
    WireWriter writer = new WireWriter(target);
    writer.u8(version).u8(kind).u8(0).u8(0).i32(0);
    return writer;
  }

  /** One byte, 0 … 255. */
  public WireWriter u8(int value) {
    out.put((byte) Checks.inRange(value, 0, U8_MAX, "u8"));
    return this;
  }

  /** Two bytes, 0 … 65,535. */
  public WireWriter u16(int value) {
    out.putShort((short) Checks.inRange(value, 0, U16_MAX, "u16"));
    return this;
  }

  public WireWriter i32(int value) {
    out.putInt(value);
    return this;
  }

  public WireWriter i64(long value) {
    out.putLong(value);
    return this;
  }

  /** Bytes as they are; the reader must know how many. */
  public WireWriter bytes(byte[] bytes, int offset, int length) {
    out.put(bytes, offset, length);
    return this;
  }

  /** A text in UTF-8 behind its length; null becomes a length of -1. */
  public WireWriter text(String text) {
    if (text == null) {
      return i32(-1);
    }
    byte[] utf8 = cut(text).getBytes(StandardCharsets.UTF_8);
    return i32(utf8.length).bytes(utf8, 0, utf8.length);
  }

  /** Bytes that {@link #text} takes. */
  public static int textBytes(String text) {
    return Integer.BYTES + (text == null ? 0 : cut(text).getBytes(StandardCharsets.UTF_8).length);
  }

  private static String cut(String text) {
    // No character takes more than three bytes a char.
    int charsMax = TEXT_BYTES_MAX / 3;
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }

  /** Writes the checksum and moves the buffer's position behind the message. */
  public void finish() {
    int length = out.position();
    out.putInt(CRC_AT, checksum(out, length));
    target.position(target.position() + length);
  }

  static int checksum(ByteBuffer message, int length) {
    CRC32C crc = new CRC32C();
    ByteBuffer head = message.duplicate();
    head.position(0).limit(CRC_AT);
    crc.update(head);
    ByteBuffer fields = message.duplicate();
    fields.position(HEADER_BYTES).limit(length);
    crc.update(fields);
    return (int) crc.getValue();
  }
}
