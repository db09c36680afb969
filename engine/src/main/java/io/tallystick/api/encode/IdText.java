package io.tallystick.api.encode;

import java.util.HexFormat;

/**
 * How ids stand in answers: by name where one is kept; numbers below 2^64 as digits, since no hash
 * or UUID that anybody meets is that small; all others as {@code 0x} and 32 hex digits. Each form
 * is accepted where an id is referred to.
 */
public final class IdText {
  private static final int HEX_CHARS = 34;
  private static final HexFormat HEX = HexFormat.of();

  private IdText() {}

  /** The id without a name. */
  public static String of(long high, long low) {
    return high == 0 ? Long.toUnsignedString(low) : internal(high, low);
  }

  /** The name, or the id where it is null. */
  public static String of(long high, long low, String name) {
    return name == null ? of(high, low) : name;
  }

  /** {@code 0x} and 32 lower-case hex digits. */
  public static String internal(long high, long low) {
    StringBuilder text = new StringBuilder(HEX_CHARS).append("0x");
    return text.append(HEX.toHexDigits(high)).append(HEX.toHexDigits(low)).toString();
  }
}
