package io.tallystick.api.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tallystick.api.Json;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import io.tallystick.ring.query.Views.LedgerRow;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a JSON body token by token into request records: an array of objects, or one object. No
 * tree is built. What cannot become a record is refused as a whole (INVALID): {@code
 * json_malformed}, {@code body_empty}, {@code row_type}, {@code field_unknown}, {@code
 * field_repeated}, {@code field_missing}, {@code field_type}, {@code number_malformed}, {@code
 * number_out_of_range}, {@code amount_malformed}, {@code amount_too_large}, {@code id_malformed},
 * {@code id_reference}, {@code flag_unknown}, {@code ledger_code_malformed}; and {@code
 * rows_too_many} (TOO_LARGE).
 */
public final class RowDecoder {
  private RowDecoder() {}

  /**
   * Reads transfers.
   *
   * @param scope the sender's: ids that are no internal ones are meant in it
   * @param ledgers what is known of a ledger's code without waiting
   */
  public static DecodedRows transfers(
      byte[] body, String scope, Function<String, Optional<LedgerRow>> ledgers) {
    return decode(body, scope, new TransferFormat(ledgers));
  }

  /** Reads accounts; see {@link #transfers}. */
  public static DecodedRows accounts(
      byte[] body, String scope, Function<String, Optional<LedgerRow>> ledgers) {
    return decode(body, scope, new AccountFormat(ledgers));
  }

  /** Reads ledgers. */
  public static DecodedRows ledgers(byte[] body) {
    return decode(body, Id.OPERATOR, new LedgerFormat());
  }

  /** Reads participants. */
  public static DecodedRows participants(byte[] body) {
    return decode(body, Id.OPERATOR, new ParticipantFormat());
  }

  /** Reads changes of a participant's keys. */
  public static DecodedRows keys(byte[] body, String participant) {
    return decode(body, Id.OPERATOR, new KeyFormat(participant));
  }

  private static DecodedRows decode(byte[] body, String scope, RowFormat format) {
    try (JsonParser parser = Json.factory().createParser(body)) {
      RowInput in = new RowInput(parser, scope);
      boolean single = rows(parser, format, in);
      if (parser.nextToken() != null) {
        throw malformed("something follows the document", parser);
      }
      return new DecodedRows(
          format.kind(),
          in.rows(),
          in.exactRecords(),
          in.ids(),
          in.names(),
          single,
          in.internalIdRows(),
          in.unknownLedgers(),
          in.values());
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (CharConversionException e) {
      throw TallystickException.of(
          ErrorKind.INVALID, "json_malformed", "The body is not UTF-8 text.");
    } catch (IOException e) {
      throw TallystickException.of(ErrorKind.INTERNAL, "json_unreadable", "reading memory", e);
    }
  }

  private static boolean rows(JsonParser parser, RowFormat format, RowInput in) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      row(parser, format, in);
      return true;
    }
    if (first == null) {
      throw empty();
    }
    if (first != JsonToken.START_ARRAY) {
      throw TallystickException.of(
          ErrorKind.INVALID, "row_type", "The body is an array of objects, or one object.");
    }
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token != JsonToken.START_OBJECT) {
        throw TallystickException.field(
            ErrorKind.INVALID, "row_type", null, null, in.rows(), "Each row is an object.");
      }
      row(parser, format, in);
    }
    if (in.rows() == 0) {
      throw empty();
    }
    return false;
  }

  private static void row(JsonParser parser, RowFormat format, RowInput in) throws IOException {
    in.beginRow();
    long seen = 0;
    long given = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      in.field(name);
      int field = format.field(name);
      if (field == RowFormat.NO_FIELD) {
        throw in.refused(
            "field_unknown", null, "one of " + String.join(", ", List.of(format.fieldNames())));
      }
      long bit = 1L << field;
      if ((seen & bit) != 0) {
        throw in.refused("field_repeated", null, "each field once");
      }
      seen |= bit;
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        given |= bit;
        format.read(field, in);
      }
    }
    format.finish(in, given);
  }

  private static TallystickException empty() {
    return TallystickException.of(
        ErrorKind.INVALID, "body_empty", "The body has no rows; send at least one.");
  }

  private static TallystickException malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " (line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ")";
    return TallystickException.of(
        ErrorKind.INVALID, "json_malformed", "The body is not JSON" + where + ".");
  }

  private static TallystickException malformed(String what, JsonParser parser) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "json_malformed",
        "The body is not JSON: "
            + what
            + " (line "
            + parser.currentTokenLocation().getLineNr()
            + ", column "
            + parser.currentTokenLocation().getColumnNr()
            + ").");
  }
}
