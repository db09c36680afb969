package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;

/** A transfer for people. */
public final class TransferView {
  private TransferView() {}

  /**
   * Its fields.
   *
   * @param asked the id as it was asked for; a transfer's name is not kept, so that the answer may
   *     show the number that the name stands for
   */
  public static Table facts(String asked, JsonNode transfer, Ledgers ledgers) {
    LedgerInfo ledger = ledgers.ofAnswer(transfer);
    Table table = Table.facts();
    table.fact("transfer", asked);
    String id = Json.text(transfer, "id");
    table.fact("id", id.equals(asked) ? "" : id);
    table.fact("result", Json.text(transfer, "result"));
    table.fact("debit account", Json.text(transfer, "debit_account_id"));
    table.fact("credit account", Json.text(transfer, "credit_account_id"));
    table.fact("amount", ledger.amount(amountOf(transfer)) + " " + ledger.code());
    table.fact("code", Json.text(transfer, "code"));
    table.fact("flags", String.join(", ", Json.texts(transfer, "flags")));
    table.fact("pending id", unlessZero(Json.text(transfer, "pending_id")));
    table.fact("timeout", unlessZero(Json.text(transfer, "timeout")));
    int userData32 = (int) Json.number(transfer, "user_data_32");
    if (Times.isValueDate(userData32)) {
      table.fact("value date", Times.formatValueDate(userData32));
    } else {
      table.fact("user data 32", unlessZero(Integer.toUnsignedString(userData32)));
    }
    table.fact("user data 64", unlessZero(Json.text(transfer, "user_data_64")));
    table.fact("user data 128", unlessZero(Json.text(transfer, "user_data_128")));
    table.fact("settled", Times.formatNanos(Json.number(transfer, "timestamp")));
    table.fact("record", Json.text(transfer, "number"));
    table.fact("batch", Json.text(transfer, "height"));
    return table;
  }

  /** Minor units that it moved or holds, as digits. */
  public static String amountOf(JsonNode transfer) {
    return Json.text(transfer, "amount");
  }

  /** Its flags, or what record it is, in a few words. */
  public static String what(JsonNode row) {
    String type = Json.text(row, "type");
    String flags = String.join(" ", Json.texts(row, "flags"));
    return type.isEmpty() || type.equals("transfer_created") ? flags : type;
  }

  private static String unlessZero(String number) {
    return number.equals("0") ? "" : number;
  }
}
