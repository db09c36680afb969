package io.tallystick.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.ledger.Id;
import io.tallystick.load.http.JsonClient;
import java.io.IOException;
import java.util.Map;

/** Compares the balances that the server states with those of the replay, and their sums. */
final class BalanceCheck {
  private static final String[] FIELDS = {
    "debits_pending", "debits_posted", "credits_pending", "credits_posted"
  };

  private final JsonClient client;
  private final Findings findings;

  BalanceCheck(JsonClient client, Findings findings) {
    this.client = client;
    this.findings = findings;
  }

  /** Checks every account and the ledger's totals; nothing may be in flight meanwhile. */
  void check(NaiveReplay model, String ledger) throws IOException {
    long[] sums = new long[FIELDS.length];
    for (Map.Entry<Id, NaiveReplay.Account> account : model.accounts().entrySet()) {
      NaiveReplay.Account is = account.getValue();
      long[] expected = {is.debitsPending, is.debitsPosted, is.creditsPending, is.creditsPosted};
      compare(
          "account " + account.getKey(),
          client.require("/v1/accounts/" + account.getKey().toHex()),
          expected);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += expected[i];
      }
    }
    if (sums[0] != sums[2] || sums[1] != sums[3]) {
      findings.add("the replay's debits and credits differ: the campaign itself is wrong");
    }
    compare("ledger " + ledger, ledger(ledger), sums);
  }

  private JsonNode ledger(String code) throws IOException {
    for (JsonNode row : io.tallystick.load.driver.Setup.rows(client.require("/v1/ledgers"))) {
      if (row.path("code").asText().equals(code)) {
        return row;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private void compare(String what, JsonNode stated, long[] expected) {
    for (int i = 0; i < FIELDS.length; i++) {
      long found = stated.path(FIELDS[i]).asLong(-1);
      if (found != expected[i]) {
        findings.add(
            what + " states " + FIELDS[i] + " " + found + ", by the replay " + expected[i]);
      }
    }
  }
}
