package io.tallystick.ledger;

import static io.tallystick.base.LittleEndian.getInt;
import static io.tallystick.base.LittleEndian.getLong;
import static io.tallystick.base.LittleEndian.putInt;
import static io.tallystick.base.LittleEndian.putLong;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.charset.StandardCharsets;

/**
 * A ledger as it is declared: 128 bytes, little-endian.
 *
 * <pre>
 *   0  id         u128      the ledger's number, 1 … 2^32-1
 *  16  code       16 bytes  {@code [A-Z][A-Z0-9._-]*}, at most 16 ASCII characters, zero-padded
 *  32  scale      u32       decimal places of a major unit, 0 … {@link #SCALE_MAX}
 *  36  zero       76 bytes
 * 112  ledger     u32       the same number
 * 116  zero       u32
 * 120  timestamp  u64       nanoseconds since 1970; 0 in a request
 * </pre>
 */
public final class LedgerRequest {
  public static final int BYTES = 128;
  public static final int ID = 0;
  public static final int CODE = 16;
  public static final int CODE_BYTES = 16;
  public static final int SCALE = 32;
  public static final int ZERO = 36;
  public static final int LEDGER = 112;
  public static final int ZERO_TAIL = 116;
  public static final int TIMESTAMP = 120;

  /** Most decimal places: 2^63-1 minor units have 19 digits, so one stays before the point. */
  public static final int SCALE_MAX = 18;

  private LedgerRequest() {}

  public static long idLow(byte[] b, int at) {
    return getLong(b, at + ID);
  }

  public static long idHigh(byte[] b, int at) {
    return getLong(b, at + ID + 8);
  }

  /** Code bytes 0 … 7. */
  public static long codeFirst(byte[] b, int at) {
    return getLong(b, at + CODE);
  }

  /** Code bytes 8 … 15. */
  public static long codeSecond(byte[] b, int at) {
    return getLong(b, at + CODE + 8);
  }

  /** The code without its padding. */
  public static String code(byte[] b, int at) {
    int length = 0;
    while (length < CODE_BYTES && b[at + CODE + length] != 0) {
      length++;
    }
    return new String(b, at + CODE, length, StandardCharsets.US_ASCII);
  }

  public static int scale(byte[] b, int at) {
    return getInt(b, at + SCALE);
  }

  /** The ledger's number as the 32 bits that stand there (unsigned). */
  public static int ledger(byte[] b, int at) {
    return getInt(b, at + LEDGER);
  }

  public static long timestamp(byte[] b, int at) {
    return getLong(b, at + TIMESTAMP);
  }

  public static void timestamp(byte[] b, int at, long value) {
    putLong(b, at + TIMESTAMP, value);
  }

  /**
   * Writes a whole request over 128 bytes.
   *
   * @param number 1 … 2^32-1
   * @param code see {@link #codeAcceptable(String)}; refused with {@code ledger_code_malformed}
   *     (INVALID) if it does not fit 16 ASCII characters
   * @param scale decimal places
   */
  public static void write(byte[] b, int at, int number, String code, int scale) {
    byte[] ascii = code.getBytes(StandardCharsets.US_ASCII);
    if (!codeAcceptable(code)) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "ledger_code_malformed",
          "code",
          code,
          TallystickException.NO_ROW,
          "a ledger's code is a capital letter and up to 15 of A-Z 0-9 . _ -");
    }
    java.util.Arrays.fill(b, at, at + BYTES, (byte) 0);
    putLong(b, at + ID, Integer.toUnsignedLong(number));
    System.arraycopy(ascii, 0, b, at + CODE, ascii.length);
    putInt(b, at + SCALE, scale);
    putInt(b, at + LEDGER, number);
  }

  /** Whether a code is a capital letter followed by at most 15 of {@code A-Z 0-9 . _ -}. */
  public static boolean codeAcceptable(String code) {
    if (code.isEmpty() || code.length() > CODE_BYTES) {
      return false;
    }
    for (int i = 0; i < code.length(); i++) {
      if (!codeCharacter(code.charAt(i), i == 0)) {
        return false;
      }
    }
    return true;
  }

  /** The same for the 16 bytes of a request; nothing but zeros may follow the code. */
  public static boolean codeAcceptable(byte[] b, int at) {
    int length = 0;
    while (length < CODE_BYTES && b[at + CODE + length] != 0) {
      if (!codeCharacter((char) (b[at + CODE + length] & 0xFF), length == 0)) {
        return false;
      }
      length++;
    }
    for (int i = length; i < CODE_BYTES; i++) {
      if (b[at + CODE + i] != 0) {
        return false;
      }
    }
    return length > 0;
  }

  private static boolean codeCharacter(char c, boolean first) {
    boolean letter = c >= 'A' && c <= 'Z';
    return letter || (!first && ((c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'));
  }
}
