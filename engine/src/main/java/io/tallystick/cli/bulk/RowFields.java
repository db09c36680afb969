package io.tallystick.cli.bulk;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.csv.CsvHeader;
import io.tallystick.cli.csv.CsvReader;
import io.tallystick.ledger.Id;
import java.util.function.Supplier;

/** Reads fields of a row by column; every failure names its column. */
final class RowFields {
  private RowFields() {}

  /** The text, empty where the file has no such column. */
  static String optional(CsvReader row, CsvHeader header, String column) {
    int place = header.place(column);
    return place == CsvHeader.ABSENT ? "" : row.text(place);
  }

  /** The text, which must not be empty. */
  static String required(CsvReader row, CsvHeader header, String column) {
    String text = optional(row, header, column);
    if (text.isEmpty()) {
      throw invalid(column, "", "a value is needed");
    }
    return text;
  }

  /** A whole number of at most {@code max}; 0 where the field is empty. */
  static long number(CsvReader row, CsvHeader header, String column, long max) {
    String text = optional(row, header, column);
    if (text.isEmpty()) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i > 18 || (value = value * 10 + digit) > max) {
        throw invalid(column, text, "a whole number of at most " + max + " is needed");
      }
    }
    return value;
  }

  /** An unsigned 64-bit number; 0 where the field is empty. */
  static long unsigned64(CsvReader row, CsvHeader header, String column) {
    String text = optional(row, header, column);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw invalid(column, text, "a whole number below 2^64 is needed");
    }
  }

  /** An unsigned 128-bit number, or a UUID. */
  static Id unsigned128(String column, String text) {
    Id.Form form = inField(column, () -> Id.form(text));
    if (form == Id.Form.NAME || form == Id.Form.REFERENCE) {
      throw invalid(column, text, "a whole number below 2^128 or a UUID is needed");
    }
    return inField(column, () -> Id.parse(text, Id.OPERATOR));
  }

  /** Runs a conversion; a failure of it names the column. */
  static <T> T inField(String column, Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (TallystickException e) {
      throw TallystickException.field(
          e.kind(), e.code(), column, e.value(), TallystickException.NO_ROW, e.getMessage());
    }
  }

  static TallystickException invalid(String column, String value, String rule) {
    return TallystickException.field(
        ErrorKind.INVALID, column + "_invalid", column, value, TallystickException.NO_ROW, rule);
  }
}
