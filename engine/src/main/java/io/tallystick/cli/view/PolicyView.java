package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Policies of guarded accounts, and what waits, for people. */
public final class PolicyView {
  private PolicyView() {}

  /** Everything of an account. */
  public static void print(JsonNode document, PrintWriter out) {
    facts(document).print(out);
    JsonNode waiting = document.path("waiting");
    if (!waiting.isEmpty()) {
      out.println();
      list(waiting).print(out);
    }
  }

  private static Table facts(JsonNode document) {
    JsonNode policy = document.path("policy");
    Table table = Table.facts().fact("version", document.path("version").asLong());
    if (policy.isMissingNode()) {
      return table.fact("policy", "none: nothing is debited");
    }
    table
        .fact("frozen", policy.path("frozen").asBoolean() ? "yes" : null)
        .fact("one transfer", limit(policy, "transfer_max"));
    int i = 0;
    for (JsonNode window : policy.path("windows")) {
      JsonNode used = document.path("used").path(i++);
      table.fact(
          "within " + window.path("seconds").asLong() + " s",
          "amount "
              + used.path("amount").asText("?")
              + " of "
              + limit(window, "amount_max")
              + ", count "
              + used.path("count").asText("?")
              + " of "
              + limit(window, "count_max"));
    }
    return table
        .fact("counterparties", texts(policy.path("counterparties")))
        .fact("approvers", texts(policy.path("approvers")))
        .fact("approvals", approvals(policy))
        .fact("to change it", policy.path("change_approvals").asInt() + " approvals");
  }

  private static String approvals(JsonNode policy) {
    return policy.path("approvals").asInt() + " above " + policy.path("approvals_above").asText();
  }

  private static String limit(JsonNode node, String field) {
    return node.has(field) ? node.get(field).asText() : "any";
  }

  private static String texts(JsonNode list) {
    List<String> all = new ArrayList<>();
    list.forEach(one -> all.add(one.asText()));
    return all.isEmpty() ? "any" : String.join(", ", all);
  }

  /** Things that wait, one a line. */
  public static Table list(JsonNode waiting) {
    Table table = Table.titled("waits", "kind", ">amount", ">approved", "expires");
    for (JsonNode one : waiting) {
      table.row(
          Json.text(one, "id"),
          Json.text(one, "kind"),
          one.path("amount").asText(""),
          one.path("approved").size() + " of " + one.path("approvals_needed").asInt(),
          Json.text(one, "expires_at"));
    }
    return table;
  }

  /** One thing that waits, or what it became. */
  public static Table waiting(JsonNode one) {
    Table table = Table.facts();
    if (one.has("policy")) {
      return table.fact("state", "the policy is set").fact("version", one.path("version").asLong());
    }
    table.fact("id", Json.text(one, "id")).fact("state", Json.text(one, "state"));
    if (one.has("result")) {
      return table.fact("result", one.get("result").asText());
    }
    return table
        .fact("amount", one.has("amount") ? one.get("amount").asText() : null)
        .fact(
            "approved", one.path("approved").size() + " of " + one.path("approvals_needed").asInt())
        .fact("expires", Json.text(one, "expires_at"));
  }
}
