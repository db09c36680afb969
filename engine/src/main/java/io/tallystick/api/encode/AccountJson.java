package io.tallystick.api.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tallystick.ledger.AccountFlags;
import io.tallystick.ring.query.Views.AccountRow;
import io.tallystick.ring.query.Views.BalanceRow;
import io.tallystick.ring.query.Views.LedgerRow;
import io.tallystick.ring.query.Views.Page;
import java.io.IOException;
import java.util.List;

/** Accounts, their balances over time, and ledgers. */
public final class AccountJson {
  private final LedgerText ledgers;
  private final AccountNames names;

  /** Accounts whose ledgers are named by {@code ledgers}, called as the caller calls them. */
  public AccountJson(LedgerText ledgers, AccountNames names) {
    this.names = names;
    this.ledgers = ledgers;
  }

  /** One account. */
  public void write(JsonGenerator json, AccountRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", names.of(row.idHigh(), row.idLow(), row.name(), row.owner()));
    json.writeStringField("internal_id", IdText.internal(row.idHigh(), row.idLow()));
    json.writeStringField("owner", names.owner(row.owner()));
    json.writeStringField("ledger", ledgers.of(row.ledger()));
    json.writeNumberField("code", row.code());
    Fields.names(json, "flags", AccountFlags.names(row.flags()));
    Fields.balances(
        json, row.debitsPending(), row.debitsPosted(), row.creditsPending(), row.creditsPosted());
    Fields.userData(
        json, row.userData128High(), row.userData128Low(), row.userData64(), row.userData32());
    Fields.time(json, row.timestamp());
    json.writeNumberField("height", row.height());
    json.writeEndObject();
  }

  /** One page of accounts. */
  public void writePage(JsonGenerator json, Page<AccountRow> page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("accounts");
    for (AccountRow row : page.rows()) {
      write(json, row);
    }
    json.writeEndArray();
    Fields.cursor(json, page.cursor());
    json.writeEndObject();
  }

  /** One page of an account's balances over time. */
  public static void writeBalances(JsonGenerator json, Page<BalanceRow> page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("balances");
    for (BalanceRow row : page.rows()) {
      json.writeStartObject();
      Fields.balances(
          json, row.debitsPending(), row.debitsPosted(), row.creditsPending(), row.creditsPosted());
      Fields.time(json, row.timestamp());
      json.writeNumberField("number", row.number());
      json.writeEndObject();
    }
    json.writeEndArray();
    Fields.cursor(json, page.cursor());
    json.writeEndObject();
  }

  /** All ledgers; totals over all accounts are for those who see all accounts. */
  public static void writeLedgers(JsonGenerator json, List<LedgerRow> rows, boolean totals)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("ledgers");
    for (LedgerRow row : rows) {
      json.writeStartObject();
      json.writeStringField("code", row.code());
      json.writeStringField("id", Integer.toUnsignedString(row.number()));
      json.writeNumberField("scale", row.scale());
      if (totals) {
        json.writeNumberField("accounts", row.accounts());
        json.writeStringField("debits_pending", row.debitsPending());
        json.writeStringField("debits_posted", row.debitsPosted());
        json.writeStringField("credits_pending", row.creditsPending());
        json.writeStringField("credits_posted", row.creditsPosted());
      }
      Fields.time(json, row.timestamp());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
