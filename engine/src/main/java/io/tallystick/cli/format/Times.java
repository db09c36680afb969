package io.tallystick.cli.format;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalInt;

/** Times as people write them, and as records hold them. */
public final class Times {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Times() {}

  /**
   * Nanoseconds since 1970 of a UTC time ({@code 2026-11-24T10:15:00Z}), a time with an offset, a
   * date (its first instant in UTC) or the number itself.
   *
   * @throws TallystickException INVALID, code {@code time_invalid}
   */
  public static long parseNanos(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(text);
      }
      if (text.length() == "1993-01-01".length()) {
        return toNanos(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      return toNanos(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "time_invalid",
          "time",
          text,
          TallystickException.NO_ROW,
          "not a time such as 2026-11-24T10:15:00Z, a date, or nanoseconds since 1970");
    }
  }

  /** A time in UTC to the nanosecond. */
  public static String formatNanos(long nanos) {
    return Instant.ofEpochSecond(
            Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND))
        .toString();
  }

  /**
   * A value date {@code 1993-01-31} as the number 19930131, as {@code user_data_32} holds it.
   *
   * @throws TallystickException INVALID, code {@code value_date_invalid}
   */
  public static int parseValueDate(String text) {
    int number = digitsOfDate(text);
    if (number < 0 || !isValueDate(number)) {
      throw TallystickException.field(
          ErrorKind.INVALID,
          "value_date_invalid",
          "value_date",
          text,
          TallystickException.NO_ROW,
          "not a date of the form 1993-01-31");
    }
    return number;
  }

  /** The date that a {@code user_data_32} stands for; empty if it stands for none. */
  public static String formatValueDate(int userData32) {
    if (!isValueDate(userData32)) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d",
        userData32 / 10_000,
        userData32 / 100 % 100,
        userData32 % 100);
  }

  /** The month {@code 1993-01} as the number 199301; empty if the text is no month. */
  public static OptionalInt parseMonth(String text) {
    if (!text.matches("[0-9]{4}-(0[1-9]|1[0-2])")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        Integer.parseInt(text.substring(0, 4)) * 100 + Integer.parseInt(text.substring(5)));
  }

  /** 199301 as {@code 1993-01}. */
  public static String formatMonth(int month) {
    return String.format(Locale.ROOT, "%04d-%02d", month / 100, month % 100);
  }

  /** Whether a number reads as yyyymmdd of a date that exists, from year 1000 to 9999. */
  public static boolean isValueDate(int number) {
    int year = number / 10_000;
    int month = number / 100 % 100;
    int day = number % 100;
    if (year < 1_000 || year > 9_999 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth();
  }

  private static int digitsOfDate(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < 10; i++) {
      char c = text.charAt(i);
      if (i == 4 || i == 7) {
        continue;
      }
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static long toNanos(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
  }
}
