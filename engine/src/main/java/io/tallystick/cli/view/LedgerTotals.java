package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import io.tallystick.node.VerifyReport;
import java.util.List;

/** Totals by ledger: what was debited and credited, and whether both are equal. */
public final class LedgerTotals {
  private LedgerTotals() {}

  /** From a server's list of ledgers. */
  public static Table table(JsonNode ledgers) {
    Table table =
        Table.titled(
            "ledger",
            ">number",
            ">scale",
            ">accounts",
            ">debits posted",
            ">credits posted",
            ">debits pending",
            ">credits pending",
            "");
    for (JsonNode row : ledgers) {
      LedgerInfo ledger = LedgerInfo.of(row);
      if (!row.has("accounts")) {
        // Totals are for those who see all accounts.
        table.row(ledger.code(), ledger.number(), ledger.scale());
        continue;
      }
      table.row(
          ledger.code(),
          ledger.number(),
          ledger.scale(),
          Quantities.count(Json.number(row, "accounts")),
          ledger.amount(Json.text(row, "debits_posted")),
          ledger.amount(Json.text(row, "credits_posted")),
          ledger.amount(Json.text(row, "debits_pending")),
          ledger.amount(Json.text(row, "credits_pending")),
          conserved(
              Json.text(row, "debits_posted").equals(Json.text(row, "credits_posted"))
                  && Json.text(row, "debits_pending").equals(Json.text(row, "credits_pending"))));
    }
    return table;
  }

  /** From what a verifier recomputed. */
  public static Table table(List<VerifyReport.LedgerTotals> totals) {
    Table table =
        Table.titled(
            "ledger",
            ">debits posted",
            ">credits posted",
            ">debits pending",
            ">credits pending",
            "");
    for (VerifyReport.LedgerTotals row : totals) {
      LedgerInfo ledger = new LedgerInfo(row.number(), row.code(), row.scale());
      table.row(
          row.code(),
          ledger.amount(row.debitsPosted()),
          ledger.amount(row.creditsPosted()),
          ledger.amount(row.debitsPending()),
          ledger.amount(row.creditsPending()),
          conserved(
              row.debitsPosted().equals(row.creditsPosted())
                  && row.debitsPending().equals(row.creditsPending())));
    }
    return table;
  }

  private static String conserved(boolean equal) {
    return equal ? "debits = credits" : "NOT EQUAL";
  }
}
