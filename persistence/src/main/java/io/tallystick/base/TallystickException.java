package io.tallystick.base;

import java.util.Objects;

/**
 * The one error type. It carries a stable {@code code} (snake_case, never reworded once released),
 * the field, value and rule where they are known, and a kind that says whether a retry can help.
 */
public final class TallystickException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Longest part of a refused value that is repeated to the caller, in characters. */
  public static final int VALUE_CHARS_MAX = 80;

  /** Meaning of {@link #row()} where the error concerns no single row. */
  public static final int NO_ROW = -1;

  private final ErrorKind kind;
  private final String code;
  private final String field;
  private final String value;
  private final int row;
  private final long retryAfterMs;

  private TallystickException(
      ErrorKind kind,
      String code,
      String message,
      String field,
      String value,
      int row,
      long retryAfterMs,
      Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.code = Objects.requireNonNull(code, "code");
    this.field = field;
    this.value =
        value == null || value.length() <= VALUE_CHARS_MAX
            ? value
            : value.substring(0, VALUE_CHARS_MAX) + "…";
    this.row = row;
    this.retryAfterMs = retryAfterMs;
  }

  /** An error about no field in particular. */
  public static TallystickException of(ErrorKind kind, String code, String message) {
    return new TallystickException(kind, code, message, null, null, NO_ROW, 0, null);
  }

  /** An error with the failure behind it. */
  public static TallystickException of(
      ErrorKind kind, String code, String message, Throwable cause) {
    return new TallystickException(kind, code, message, null, null, NO_ROW, 0, cause);
  }

  /** An error about one field of one row; {@code row} counts from 0, or is {@link #NO_ROW}. */
  public static TallystickException field(
      ErrorKind kind, String code, String field, String value, int row, String rule) {
    return new TallystickException(kind, code, rule, field, value, row, 0, null);
  }

  /** A refusal that left no trace and may be tried again after {@code retryAfterMs}. */
  public static TallystickException retry(
      ErrorKind kind, String code, String message, long retryAfterMs) {
    return new TallystickException(kind, code, message, null, null, NO_ROW, retryAfterMs, null);
  }

  /** How the error is to be understood. */
  public ErrorKind kind() {
    return kind;
  }

  /** The stable code, snake_case. */
  public String code() {
    return code;
  }

  /** The field it concerns, or null. */
  public String field() {
    return field;
  }

  /** The refused value, cut to {@link #VALUE_CHARS_MAX}, or null. */
  public String value() {
    return value;
  }

  /** The row it concerns, from 0, or {@link #NO_ROW}. */
  public int row() {
    return row;
  }

  /** After how many milliseconds a retry makes sense; 0 where none does. */
  public long retryAfterMs() {
    return retryAfterMs;
  }
}
