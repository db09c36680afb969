package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.api.Json;
import io.tallystick.api.decode.DecodedRows;
import io.tallystick.ledger.AccountResult;
import io.tallystick.ledger.LedgerRequest;
import io.tallystick.ledger.LedgerResult;
import io.tallystick.ledger.TransferResult;
import io.tallystick.ledger.guard.ClaimResult;
import io.tallystick.ledger.member.KeyResult;
import io.tallystick.ledger.member.ParticipantResult;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import java.io.IOException;

/** What each row of a JSON body became, in the order of the rows. */
public final class OutcomeJson {
  private static final int BALANCES_OF_ROW = 8;
  private static final int BALANCES_OF_ACCOUNT = 4;

  private OutcomeJson() {}

  /** The document: an array, or one object where the body was one. */
  public static byte[] write(DecodedRows rows, Outcome outcome) {
    return Json.bytes(
        json -> {
          if (rows.single()) {
            row(json, rows, outcome, 0);
            return;
          }
          json.writeStartArray();
          for (int row = 0; row < rows.rows(); row++) {
            row(json, rows, outcome, row);
          }
          json.writeEndArray();
        });
  }

  /** The wire name of a result number. */
  public static String wireName(BodyKind kind, int result) {
    return switch (kind) {
      case TRANSFERS -> TransferResult.of(result).wireName();
      case ACCOUNTS -> AccountResult.of(result).wireName();
      case LEDGERS -> LedgerResult.of(result).wireName();
      case PARTICIPANTS -> ParticipantResult.of(result).wireName();
      case KEYS -> KeyResult.of(result).wireName();
      case CLAIMS -> ClaimResult.of(result).wireName();
    };
  }

  private static void row(JsonGenerator json, DecodedRows rows, Outcome outcome, int row)
      throws IOException {
    json.writeStartObject();
    if (rows.kind() == BodyKind.LEDGERS) {
      int at = row * Body.RECORD_BYTES;
      json.writeStringField("code", rows.ids().get(row));
      json.writeStringField(
          "id", Integer.toUnsignedString(LedgerRequest.ledger(rows.records(), at)));
      Fields.unsigned(json, "scale", LedgerRequest.scale(rows.records(), at));
    } else {
      String name = rows.kind() == BodyKind.PARTICIPANTS ? "code" : "id";
      json.writeStringField(name, rows.ids().get(row));
    }
    result(json, rows.kind(), outcome, row);
    if (outcome.balances() != null) {
      int debit = row * BALANCES_OF_ROW;
      balances(json, "debit_account", outcome.balances(), debit);
      balances(json, "credit_account", outcome.balances(), debit + BALANCES_OF_ACCOUNT);
    }
    json.writeEndObject();
  }

  /** {@code result}, {@code timestamp}, and of a burnt id what burnt it. */
  static void result(JsonGenerator json, BodyKind kind, Outcome outcome, int row)
      throws IOException {
    json.writeStringField("result", wireName(kind, outcome.results()[row]));
    if (outcome.timestamps()[row] != 0) {
      Fields.digits(json, "timestamp", outcome.timestamps()[row]);
    }
    if (outcome.firstResults() != null && outcome.firstResults()[row] != 0) {
      json.writeStringField("first_result", wireName(kind, outcome.firstResults()[row]));
      Fields.digits(json, "first_timestamp", outcome.firstTimestamps()[row]);
    }
  }

  private static void balances(JsonGenerator json, String name, long[] balances, int at)
      throws IOException {
    if (balances[at] != Outcome.NO_BALANCE) {
      json.writeObjectFieldStart(name);
      Fields.balances(json, balances[at], balances[at + 1], balances[at + 2], balances[at + 3]);
      json.writeEndObject();
    }
  }
}
