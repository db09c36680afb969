package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.api.Times;
import io.tallystick.api.decode.DecodedRows.UnknownLedger;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Amounts;
import io.tallystick.ledger.Id;
import io.tallystick.ring.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the reader of one body stands: the token at hand, the row, its record, and what the rows
 * yield besides their records. Refusals name field, row, value and rule.
 */
final class RowInput {
  private static final int ROWS_FIRST = 1;
  private static final int GROWTH = 8;
  private static final int NUMBER_CHARS_MAX = 20;

  private final JsonParser parser;
  private final String scope;
  private final List<String> ids = new ArrayList<>(ROWS_FIRST);
  private final List<Integer> internalIdRows = new ArrayList<>(0);
  private final List<UnknownLedger> unknownLedgers = new ArrayList<>(0);
  private final List<Body.Value> values = new ArrayList<>(0);
  private byte[] records = new byte[ROWS_FIRST * Body.RECORD_BYTES];
  private List<String> names = List.of();
  private int rows;
  private String field;

  RowInput(JsonParser parser, String scope) {
    this.parser = parser;
    this.scope = scope;
  }

  // --- rows ---

  void beginRow() {
    if (rows == Body.ROWS_MAX) {
      throw TallystickException.of(
          ErrorKind.TOO_LARGE, "rows_too_many", "A body has at most " + Body.ROWS_MAX + " rows.");
    }
    int bytes = (rows + 1) * Body.RECORD_BYTES;
    if (bytes > records.length) {
      int grown = Math.min(records.length * GROWTH, Body.ROWS_MAX * Body.RECORD_BYTES);
      records = Arrays.copyOf(records, Math.max(grown, bytes));
    }
    rows++;
    ids.add(null);
    if (!names.isEmpty()) {
      names.add(null);
    }
  }

  /** The row at hand, from 0. */
  int row() {
    return rows - 1;
  }

  int rows() {
    return rows;
  }

  byte[] records() {
    return records;
  }

  byte[] exactRecords() {
    int bytes = rows * Body.RECORD_BYTES;
    return records.length == bytes ? records : Arrays.copyOf(records, bytes);
  }

  /** Where the record of the row at hand begins. */
  int at() {
    return row() * Body.RECORD_BYTES;
  }

  void field(String name) {
    field = name;
  }

  List<String> ids() {
    return ids;
  }

  List<String> names() {
    return names;
  }

  List<Integer> internalIdRows() {
    return internalIdRows;
  }

  List<UnknownLedger> unknownLedgers() {
    return unknownLedgers;
  }

  /** What the row's answer calls it. */
  void id(String text) {
    ids.set(row(), text);
  }

  /** The account of this row has a name. */
  void name(String text) {
    if (names.isEmpty()) {
      names = new ArrayList<>(rows);
      for (int i = 0; i < rows; i++) {
        names.add(null);
      }
    }
    names.set(row(), text);
  }

  void internalId() {
    internalIdRows.add(row());
  }

  void unknownLedger(String code) {
    unknownLedgers.add(new UnknownLedger(row(), code));
  }

  /** A value beside the row; kinds ascend within a row. */
  void value(int kind, byte[] bytes) {
    values.add(new Body.Value(row(), kind, bytes));
  }

  List<Body.Value> values() {
    return values;
  }

  // --- values ---

  JsonToken token() {
    return parser.currentToken();
  }

  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  /** The name of the nested field at which the reader stands. */
  String fieldName() throws IOException {
    return parser.currentName();
  }

  /** The text of a string, or the digits of a whole number. */
  String text(String rule) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getText();
    }
    throw wrongType(rule);
  }

  /** The text of a string. */
  String string(String rule) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    throw wrongType(rule);
  }

  /** A whole number from 0 to {@code max} (unsigned), as a JSON number or a string of digits. */
  long unsigned(long max) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        throw refused("number_malformed", parser.getText(), wholeTo(max));
      }
      throw wrongType(wholeTo(max));
    }
    char[] chars = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int length = parser.getTextLength();
    long value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        throw refused("number_malformed", parser.getText(), wholeTo(max));
      }
      value = value * 10 + digit;
    }
    if (length == 0) {
      throw refused("number_malformed", "", wholeTo(max));
    }
    boolean exact = length < NUMBER_CHARS_MAX || fits64Bits(parser.getText());
    if (!exact || Long.compareUnsigned(value, max) > 0) {
      throw refused("number_out_of_range", parser.getText(), wholeTo(max));
    }
    return value;
  }

  private static boolean fits64Bits(String digits) {
    try {
      Long.parseUnsignedLong(digits);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** {@code true} or {@code false}. */
  boolean flag() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    throw wrongType("true or false");
  }

  /** A time: nanoseconds since 1970, or RFC 3339. */
  long time() throws IOException {
    String text = text("nanoseconds since 1970, or a time such as 2027-01-31T12:00:00Z");
    try {
      return Times.parse(text, field);
    } catch (TallystickException e) {
      throw here(e);
    }
  }

  /** An amount: minor units as a whole number or a string of digits. */
  long amount() throws IOException {
    JsonToken token = parser.currentToken();
    if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
      throw wrongType("a whole number of minor units, 0 to " + Amounts.AMOUNT_MAX);
    }
    try {
      return Amounts.parseMinor(parser.getText());
    } catch (TallystickException e) {
      throw here(e);
    }
  }

  /** An id of something that exists. */
  Id reference() throws IOException {
    String text = text("an id");
    try {
      return Id.parse(text, scope);
    } catch (TallystickException e) {
      throw here(e);
    }
  }

  /** The id of the row itself; notes an internal one. */
  Id newId() throws IOException {
    String text = text("an id");
    id(text);
    try {
      Id id = Id.parseNew(text, scope);
      if (text.length() > 1 && text.charAt(1) == 'x' && Id.form(text) == Id.Form.INTERNAL) {
        internalId();
      }
      return id;
    } catch (TallystickException e) {
      throw here(e);
    }
  }

  /** 128 bits without a meaning: a whole number, a UUID, or {@code 0x} and 32 hex digits. */
  Id bits128() throws IOException {
    String rule = "a whole number below 2^128, a UUID, or 0x and 32 hex digits";
    String text = text(rule);
    try {
      Id.Form form = Id.form(text);
      if (form == Id.Form.NUMBER || form == Id.Form.UUID || form == Id.Form.INTERNAL) {
        return Id.parse(text, Id.OPERATOR);
      }
    } catch (TallystickException e) {
      throw refused("number_malformed", text, rule);
    }
    throw refused("number_malformed", text, rule);
  }

  // --- refusals ---

  TallystickException refused(String code, String value, String rule) {
    return TallystickException.field(ErrorKind.INVALID, code, field, value, row(), rule);
  }

  TallystickException refused(ErrorKind kind, String code, String name, String value, String rule) {
    return TallystickException.field(kind, code, name, value, row(), rule);
  }

  TallystickException missing(String name) {
    return TallystickException.field(
        ErrorKind.INVALID, "field_missing", name, null, row(), "required");
  }

  TallystickException wrongType(String rule) throws IOException {
    JsonToken token = parser.currentToken();
    String value = token.isStructStart() ? token.asString() : parser.getText();
    return refused("field_type", value, rule);
  }

  /** The same refusal at this field and row. */
  TallystickException here(TallystickException e) {
    return TallystickException.field(e.kind(), e.code(), field, e.value(), row(), e.getMessage());
  }

  private static String wholeTo(long max) {
    return "a whole number, 0 to " + Long.toUnsignedString(max);
  }
}
