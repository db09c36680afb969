package io.tallystick.ledger;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Amounts are whole minor units, 0 … 2^63-1. Decimal amounts exist only at the edges for people and
 * are converted exactly by the ledger's scale or refused; binary floating point never occurs.
 */
public final class Amounts {
  /**
   * The largest amount. It also means "all" on a post and "as much as possible" on a balancing
   * transfer.
   */
  public static final long AMOUNT_MAX = Long.MAX_VALUE;

  /** Longest text of a decimal amount that is looked at, in characters. */
  public static final int TEXT_CHARS_MAX = 64;

  private static final BigInteger MAX = BigInteger.valueOf(AMOUNT_MAX);

  private Amounts() {}

  /**
   * Minor units of digits only, such as {@code "1250"}.
   *
   * @throws TallystickException {@code amount_malformed} or {@code amount_too_large} (INVALID)
   */
  public static long parseMinor(String text) {
    int length = text.length();
    if (length == 0 || length > TEXT_CHARS_MAX) {
      throw malformed(text, "digits only");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw malformed(text, "digits only: a whole number of minor units");
      }
      if (value > (AMOUNT_MAX - digit) / 10) {
        throw tooLarge(text);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * Minor units of a decimal amount such as {@code "12.50"} at scale 2. Digits beyond the scale
   * must be zeros.
   *
   * @param scale decimal places of the ledger, 0 … {@link LedgerRequest#SCALE_MAX}
   * @throws TallystickException {@code amount_malformed}, {@code amount_inexact} or {@code
   *     amount_too_large} (INVALID)
   */
  public static long parseDecimal(String text, int scale) {
    int point = -1;
    int length = text.length();
    if (length == 0 || length > TEXT_CHARS_MAX) {
      throw malformed(text, "digits, or digits with one decimal point");
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0 && i > 0 && i < length - 1) {
        point = i;
      } else if (c < '0' || c > '9') {
        throw malformed(text, "digits, or digits with one decimal point");
      }
    }
    BigInteger minor;
    try {
      minor = new BigDecimal(text).movePointRight(scale).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw refused("amount_inexact", text, "at most " + scale + " decimal places");
    }
    if (minor.compareTo(MAX) > 0) {
      throw tooLarge(text);
    }
    return minor.longValueExact();
  }

  /**
   * The decimal form with all decimal places of the scale, such as {@code "12.50"}.
   *
   * @param minor 0 … 2^63-1
   */
  public static String formatDecimal(long minor, int scale) {
    return BigDecimal.valueOf(minor, scale).toPlainString();
  }

  /** The decimal form of a number of any size, such as a ledger's total or a net position. */
  public static String formatDecimal(BigInteger minor, int scale) {
    return new BigDecimal(minor, scale).toPlainString();
  }

  private static TallystickException malformed(String text, String rule) {
    return refused("amount_malformed", text, rule);
  }

  private static TallystickException tooLarge(String text) {
    return refused("amount_too_large", text, "at most 9223372036854775807 minor units");
  }

  private static TallystickException refused(String code, String text, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, code, "amount", text, TallystickException.NO_ROW, rule);
  }
}
