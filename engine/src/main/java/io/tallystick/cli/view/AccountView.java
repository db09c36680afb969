package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An account for people. */
public final class AccountView {
  private AccountView() {}

  /** Its fields and balances. */
  public static Table facts(JsonNode account, Ledgers ledgers) {
    LedgerInfo ledger = ledgers.ofAnswer(account);
    String debits = Json.text(account, "debits_posted");
    String credits = Json.text(account, "credits_posted");
    Table table = Table.facts();
    table.fact("account", Json.text(account, "id"));
    table.fact("ledger", ledger.code());
    table.fact("code", Json.text(account, "code"));
    table.fact("flags", String.join(", ", Json.texts(account, "flags")));
    table.fact("debits posted", ledger.amount(debits));
    table.fact("credits posted", ledger.amount(credits));
    table.fact("balance", balance(debits, credits, ledger));
    table.fact("debits pending", ledger.amount(Json.text(account, "debits_pending")));
    table.fact("credits pending", ledger.amount(Json.text(account, "credits_pending")));
    table.fact("user data 128", unlessZero(Json.text(account, "user_data_128")));
    table.fact("user data 64", unlessZero(Json.text(account, "user_data_64")));
    table.fact("user data 32", unlessZero(Json.text(account, "user_data_32")));
    table.fact("created", Times.formatNanos(Json.number(account, "timestamp")));
    table.fact("as of height", Json.text(account, "height"));
    return table;
  }

  /** Whether its balances after each transfer are kept. */
  public static boolean keepsHistory(JsonNode account) {
    return Json.texts(account, "flags").contains("history");
  }

  /**
   * Its transfers, one a line.
   *
   * @param balances its balances after transfers, where they are kept
   */
  public static Table history(
      JsonNode account, List<JsonNode> transfers, List<JsonNode> balances, Ledgers ledgers) {
    LedgerInfo ledger = ledgers.ofAnswer(account);
    String id = Json.text(account, "id");
    Map<String, String> balanceAt = new HashMap<>();
    for (JsonNode row : balances) {
      balanceAt.put(
          Json.text(row, "timestamp"),
          balance(Json.text(row, "debits_posted"), Json.text(row, "credits_posted"), ledger));
    }
    Table table =
        Table.titled(
            "time", "counterparty", ">debit", ">credit", ">balance", "value date", "what", "id");
    for (JsonNode row : transfers) {
      boolean debit = Json.text(row, "debit_account_id").equals(id);
      String amount = ledger.amount(TransferView.amountOf(row));
      String time = Json.text(row, "timestamp");
      table.row(
          Times.formatNanos(Json.number(row, "timestamp")),
          Json.text(row, debit ? "credit_account_id" : "debit_account_id"),
          debit ? amount : "",
          debit ? "" : amount,
          balanceAt.getOrDefault(time, ""),
          Times.formatValueDate((int) Json.number(row, "user_data_32")),
          TransferView.what(row),
          Json.text(row, "id"));
    }
    return table;
  }

  /** Credits less debits with its sign. */
  private static String balance(String debits, String credits, LedgerInfo ledger) {
    if (debits.isEmpty() || credits.isEmpty()) {
      return "";
    }
    return ledger.amount(new BigInteger(credits).subtract(new BigInteger(debits)).toString());
  }

  private static String unlessZero(String number) {
    return number.equals("0") ? "" : number;
  }
}
