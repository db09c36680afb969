package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.api.Times;
import io.tallystick.ledger.Id;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** Fields that several documents write alike. */
final class Fields {
  private static final HexFormat HEX = HexFormat.of();

  private Fields() {}

  /** 64 unsigned bits as a string of digits: they pass what a JSON number holds exactly. */
  static void digits(JsonGenerator json, String name, long value) throws IOException {
    json.writeStringField(name, value >= 0 ? Long.toString(value) : Long.toUnsignedString(value));
  }

  /** 32 unsigned bits as a number. */
  static void unsigned(JsonGenerator json, String name, int value) throws IOException {
    json.writeNumberField(name, Integer.toUnsignedLong(value));
  }

  /** The time twice: exact digits, and RFC 3339 for people. */
  static void time(JsonGenerator json, long nanos) throws IOException {
    digits(json, "timestamp", nanos);
    json.writeStringField("time", Times.format(nanos));
  }

  static void userData(JsonGenerator json, long high, long low, long data64, int data32)
      throws IOException {
    json.writeStringField(
        "user_data_128", high == 0 ? Long.toUnsignedString(low) : new Id(high, low).toDecimal());
    digits(json, "user_data_64", data64);
    unsigned(json, "user_data_32", data32);
  }

  static void balances(
      JsonGenerator json, long debitsPending, long debits, long creditsPending, long credits)
      throws IOException {
    digits(json, "debits_pending", debitsPending);
    digits(json, "debits_posted", debits);
    digits(json, "credits_pending", creditsPending);
    digits(json, "credits_posted", credits);
  }

  static void names(JsonGenerator json, String field, List<String> names) throws IOException {
    json.writeArrayFieldStart(field);
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  static void hex(JsonGenerator json, String name, byte[] bytes) throws IOException {
    if (bytes == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, HEX.formatHex(bytes));
    }
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  static void cursor(JsonGenerator json, String cursor) throws IOException {
    json.writeFieldName("cursor");
    if (cursor == null) {
      json.writeNull();
    } else {
      json.writeString(cursor);
    }
  }
}
