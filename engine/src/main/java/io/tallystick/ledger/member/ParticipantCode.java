package io.tallystick.ledger.member;

import static io.tallystick.base.LittleEndian.getLong;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A participant's code as it stands in request records: 32 bytes of ASCII, {@code
 * [A-Za-z0-9-]{1,32}}, filled up with zero bytes.
 */
public final class ParticipantCode {
  public static final int BYTES = Id.SCOPE_CHARS_MAX;

  private ParticipantCode() {}

  /** Whether a text is a code. */
  public static boolean acceptable(String code) {
    return !code.isEmpty()
        && code.length() <= BYTES
        && code.chars().allMatch(ParticipantCode::character);
  }

  /** Whether the 32 bytes at {@code at} are a code, with nothing but zeros behind it. */
  static boolean acceptable(byte[] b, int at) {
    int length = length(b, at);
    for (int i = 0; i < BYTES; i++) {
      if (i < length ? !character(b[at + i]) : b[at + i] != 0) {
        return false;
      }
    }
    return length > 0;
  }

  /** The code at {@code at}. */
  public static String read(byte[] b, int at) {
    return new String(b, at, length(b, at), StandardCharsets.US_ASCII);
  }

  /** Writes a code; {@code participant_code_malformed} (INVALID) if it is none. */
  public static void write(byte[] b, int at, String code) {
    if (!acceptable(code)) {
      throw malformed(code);
    }
    Arrays.fill(b, at, at + BYTES, (byte) 0);
    byte[] ascii = code.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, b, at, ascii.length);
  }

  /** The refusal of a text that is no code. */
  public static TallystickException malformed(String code) {
    return TallystickException.field(
        ErrorKind.INVALID,
        "participant_code_malformed",
        "code",
        code,
        TallystickException.NO_ROW,
        "1 to 32 of A-Z a-z 0-9 -");
  }

  /** The i-th of the four words of a code. */
  static long word(byte[] b, int at, int i) {
    return getLong(b, at + i * Long.BYTES);
  }

  private static int length(byte[] b, int at) {
    int length = 0;
    while (length < BYTES && b[at + length] != 0) {
      length++;
    }
    return length;
  }

  private static boolean character(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }
}
