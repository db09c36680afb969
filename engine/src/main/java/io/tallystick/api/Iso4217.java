package io.tallystick.api;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The current currencies and funds of ISO 4217: code, number and usual decimal places. */
public final class Iso4217 {
  private static final String RESOURCE = "iso-4217.csv";
  private static final int COLUMNS = 3;
  private static final Map<String, Currency> BY_CODE = read();
  private static final Map<Integer, Currency> BY_NUMBER = byNumber(BY_CODE);

  private Iso4217() {}

  /**
   * One currency.
   *
   * @param code three capital letters
   * @param number 1 … 999
   * @param scale decimal places, or null where the standard names none (precious metals, test
   *     codes)
   */
  public record Currency(String code, int number, Integer scale) {}

  /** The currency of a code. */
  public static Optional<Currency> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The currency of a number. */
  public static Optional<Currency> ofNumber(long number) {
    return number < 0 || number > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.ofNullable(BY_NUMBER.get((int) number));
  }

  /** All of them by code. */
  public static Map<String, Currency> all() {
    return BY_CODE;
  }

  private static Map<String, Currency> read() {
    Map<String, Currency> byCode = new TreeMap<>();
    try (InputStream resource = Iso4217.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] columns = line.split(",", COLUMNS);
          Integer scale = columns[2].isEmpty() ? null : Integer.valueOf(columns[2]);
          byCode.put(columns[0], new Currency(columns[0], Integer.parseInt(columns[1]), scale));
        }
      }
    } catch (IOException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "resource_unreadable", "the table of ISO 4217 cannot be read", e);
    }
    return Map.copyOf(byCode);
  }

  private static Map<Integer, Currency> byNumber(Map<String, Currency> byCode) {
    Map<Integer, Currency> byNumber = new TreeMap<>();
    byCode.values().forEach(currency -> byNumber.put(currency.number(), currency));
    return Map.copyOf(byNumber);
  }
}
