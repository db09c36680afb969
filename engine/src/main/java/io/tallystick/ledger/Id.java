package io.tallystick.ledger;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A 128-bit id of an account or transfer, and the forms in which people write it.
 *
 * <ul>
 *   <li>Only digits: a <b>number</b>, 0 … 2^128-1 (0 and 2^128-1 are refused later, by the ledger).
 *   <li>8-4-4-4-12 hex digits: a <b>UUID</b>, its 128 bits read as a number.
 *   <li>{@code 0x} and 32 hex digits: an <b>internal id</b>, taken as it is in every scope.
 *   <li>A letter and up to 63 of {@code A-Za-z0-9._:/-}: a <b>name</b>, standing for the first 128
 *       bits (big-endian) of SHA-256 over {@code tallystick:}, the scope, {@code :} and the name.
 *   <li>{@code @scope/…} and {@code @/…}: any of number, UUID and name in another scope or the
 *       operator's; only as a <b>reference</b> to what exists.
 * </ul>
 *
 * <p>A scope is a participant's code, {@code [A-Za-z0-9-]{1,32}}; the operator's is empty. In the
 * operator's scope numbers and UUIDs are taken as they are; in a participant's they enter the hash
 * as decimal numbers (but for 0 and 2^128-1, which no scope can use), so that no participant can
 * use up or probe another's ids.
 */
public record Id(long high, long low) {
  /** Most characters of a name. */
  public static final int NAME_CHARS_MAX = 64;

  /** Most characters of a scope. */
  public static final int SCOPE_CHARS_MAX = 32;

  /** The operator's scope. */
  public static final String OPERATOR = "";

  /** What a text is. */
  public enum Form {
    NUMBER,
    UUID,
    INTERNAL,
    NAME,
    REFERENCE
  }

  public static final Id ZERO = new Id(0, 0);

  private static final Id INT_MAX = new Id(-1, -1);
  private static final int TEXT_CHARS_MAX = 1 + SCOPE_CHARS_MAX + 1 + NAME_CHARS_MAX;
  private static final String UUID_SHAPE = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  private static final int INTERNAL_CHARS = 34;

  /** Whether the text is a name. */
  public static boolean isName(String text) {
    return formOrNull(text) == Form.NAME;
  }

  /** Which form a text has; {@code id_malformed} (INVALID) if none. */
  public static Form form(String text) {
    Form form = formOrNull(text);
    if (form == null) {
      throw malformed(text, "a number, a UUID, a name, 0x and 32 hex digits, or @scope/name");
    }
    return form;
  }

  /**
   * The id of something that exists: every form is taken.
   *
   * @param scope the caller's scope, {@link #OPERATOR} or a participant's code
   */
  public static Id parse(String text, String scope) {
    Form form = form(text);
    if (form != Form.REFERENCE) {
      return ofForm(form, text, scope);
    }
    int slash = text.indexOf('/');
    String other = text.substring(1, slash);
    String rest = text.substring(slash + 1);
    return ofForm(form(rest), rest, other);
  }

  /**
   * The id of something new: a reference into a scope is refused with {@code id_reference}
   * (INVALID). An {@linkplain Form#INTERNAL internal id} is taken; the caller answers {@code
   * id_not_in_scope} unless it exists.
   */
  public static Id parseNew(String text, String scope) {
    Form form = form(text);
    if (form == Form.REFERENCE) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "id_reference",
          "id",
          text,
          TallystickException.NO_ROW,
          "@scope/name refers to what exists and is no new id");
    }
    return ofForm(form, text, scope);
  }

  /** The id that a name stands for. */
  public static Id ofName(String scope, String name) {
    byte[] hash =
        sha256().digest(("tallystick:" + scope + ":" + name).getBytes(StandardCharsets.US_ASCII));
    return new Id(bigEndian(hash, 0), bigEndian(hash, 8));
  }

  /** {@code 0x} and 32 lower-case hex digits: the form shown where no name is kept. */
  public String toHex() {
    return String.format("0x%016x%016x", high, low);
  }

  /** The decimal number. */
  public String toDecimal() {
    if (high == 0 && low >= 0) {
      return Long.toString(low);
    }
    return new BigInteger(String.format("%016x%016x", high, low), 16).toString();
  }

  /** 8-4-4-4-12 lower-case hex digits. */
  public String toUuid() {
    return new java.util.UUID(high, low).toString();
  }

  /** Same as {@link #toHex()}. */
  @Override
  public String toString() {
    return toHex();
  }

  private static Id ofForm(Form form, String text, String scope) {
    return switch (form) {
      case NUMBER -> number(text).numberIn(scope);
      case UUID -> {
        java.util.UUID uuid = java.util.UUID.fromString(text);
        yield new Id(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()).numberIn(scope);
      }
      case INTERNAL ->
          new Id(Long.parseUnsignedLong(text, 2, 18, 16), Long.parseUnsignedLong(text, 18, 34, 16));
      case NAME -> ofName(scope, text);
      case REFERENCE -> throw malformed(text, "no reference within a reference");
    };
  }

  /** The id that this number stands for in a scope. */
  public Id numberIn(String scope) {
    if (scope.isEmpty() || equals(ZERO) || equals(INT_MAX)) {
      return this;
    }
    return ofName(scope, toDecimal());
  }

  private static Id number(String text) {
    if (text.length() < 19) {
      return new Id(0, Long.parseLong(text));
    }
    BigInteger value = new BigInteger(text);
    if (value.bitLength() > 128) {
      throw malformed(text, "a number of at most 128 bits");
    }
    return new Id(value.shiftRight(64).longValue(), value.longValue());
  }

  private static Form formOrNull(String text) {
    int length = text.length();
    if (length == 0 || length > TEXT_CHARS_MAX) {
      return null;
    }
    char first = text.charAt(0);
    if (first == '@') {
      return isReference(text) ? Form.REFERENCE : null;
    }
    if (length == UUID_SHAPE.length() && isUuid(text)) {
      return Form.UUID;
    }
    if (length == INTERNAL_CHARS && text.startsWith("0x") && allHex(text, 2)) {
      return Form.INTERNAL;
    }
    if (first >= '0' && first <= '9') {
      return allDigits(text) ? Form.NUMBER : null;
    }
    return isNameText(text) ? Form.NAME : null;
  }

  private static boolean isReference(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || slash > 1 + SCOPE_CHARS_MAX) {
      return false;
    }
    for (int i = 1; i < slash; i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '-') {
        return false;
      }
    }
    Form rest = formOrNull(text.substring(slash + 1));
    return rest == Form.NAME || rest == Form.NUMBER || rest == Form.UUID;
  }

  private static boolean isNameText(String text) {
    if (text.length() > NAME_CHARS_MAX || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && "._:/-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUuid(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean dash = UUID_SHAPE.charAt(i) == '-';
      char c = text.charAt(i);
      if (dash ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean allHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!isHex(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static long bigEndian(byte[] bytes, int at) {
    return Long.reverseBytes(LittleEndian.getLong(bytes, at));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "sha256_missing", "this Java has no SHA-256", e);
    }
  }

  private static TallystickException malformed(String text, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, "id_malformed", "id", text, TallystickException.NO_ROW, rule);
  }
}
