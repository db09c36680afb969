package io.tallystick.api;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Times at the edge: nanoseconds since 1970 as digits, or RFC 3339 with an offset such as {@code
 * 2026-01-31T12:00:00.000000001Z}.
 */
public final class Times {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Last whole second whose nanoseconds fit 63 bits. */
  private static final long SECOND_MAX = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  private Times() {}

  /**
   * Nanoseconds since 1970 of either form.
   *
   * @param field named in the refusal {@code time_malformed} (INVALID)
   */
  public static long parse(String text, String field) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw malformed(text, field);
      }
    }
    try {
      // A plus sign that was not percent-encoded reaches us as a space.
      OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
      long second = time.toEpochSecond();
      if (second < 0 || second > SECOND_MAX) {
        throw malformed(text, field);
      }
      return second * NANOS_PER_SECOND + time.getNano();
    } catch (DateTimeException e) {
      throw malformed(text, field);
    }
  }

  /** RFC 3339 in UTC with as many fraction digits (0, 3, 6 or 9) as are needed. */
  public static String format(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND))
        .toString();
  }

  private static TallystickException malformed(String text, String field) {
    return TallystickException.field(
        ErrorKind.INVALID,
        "time_malformed",
        field,
        text,
        TallystickException.NO_ROW,
        "nanoseconds since 1970, or RFC 3339 such as 2026-01-31T12:00:00Z, from 1970 to 2262");
  }
}
