package io.tallystick.cli.format;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Converts between decimal amounts and minor units, exactly or not at all. */
public final class Decimals {
  /** Longest amount that is looked at, in characters. */
  public static final int CHARS_MAX = 64;

  /** Most decimal places that a ledger has. */
  public static final int SCALE_MAX = 18;

  private Decimals() {}

  /**
   * {@code "12.5"} with scale 2 is 1250. Digits with at most one point; no sign, exponent or
   * grouping; decimal places beyond the scale only if they are zeros.
   *
   * @throws TallystickException INVALID, code {@code amount_invalid}; the message is the rule
   */
  public static long parse(String text, int scale) {
    if (text.isEmpty()) {
      throw invalid(text, "an amount is needed");
    }
    if (text.length() > CHARS_MAX) {
      throw invalid(text, "longer than " + CHARS_MAX + " characters");
    }
    long minor = 0;
    int digits = 0;
    int places = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && places < 0) {
        places = 0;
      } else if (c >= '0' && c <= '9') {
        digits++;
        if (places < 0) {
          minor = appendDigit(minor, c - '0', text);
        } else if (places < scale) {
          minor = appendDigit(minor, c - '0', text);
          places++;
        } else if (c != '0') {
          throw invalid(text, "more than the ledger's " + scale + " decimal places");
        }
      } else {
        throw invalid(text, notADigit(c));
      }
    }
    if (digits == 0) {
      throw invalid(text, "not a decimal number");
    }
    for (int p = Math.max(places, 0); p < scale; p++) {
      minor = appendDigit(minor, 0, text);
    }
    return minor;
  }

  /** 1250 with scale 2 is {@code "12.50"}. */
  public static String format(long minor, int scale) {
    if (scale == 0) {
      return Long.toString(minor);
    }
    return BigDecimal.valueOf(minor, scale).toPlainString();
  }

  /** As {@link #format(long, int)}, for digits of any length and sign. */
  public static String format(String minorDigits, int scale) {
    return new BigDecimal(new BigInteger(minorDigits), scale).toPlainString();
  }

  private static long appendDigit(long minor, int digit, String text) {
    if (minor > (Long.MAX_VALUE - digit) / 10) {
      throw invalid(text, "above 2^63-1 minor units");
    }
    return minor * 10 + digit;
  }

  private static String notADigit(char c) {
    if (c == '-') {
      return "an amount is never negative: swap the two accounts";
    }
    return c == ','
        ? "write the decimal point as '.', without grouping"
        : "not a decimal number";
  }

  private static TallystickException invalid(String text, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, "amount_invalid", "amount", text, TallystickException.NO_ROW, rule);
  }
}
