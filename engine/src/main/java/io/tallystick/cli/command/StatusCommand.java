package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;
import picocli.CommandLine.Command;

/** {@code status}. */
@Command(
    name = "status",
    description = "Show how far a server has settled and journalled.",
    footer = {"", "Example:", "  ./tallystick status"})
final class StatusCommand extends ClientCommand {
  StatusCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    JsonNode status = api.get("/v1/status");
    if (output.json) {
      output.print(console(), status);
    } else {
      table(api, status).print(console().out());
    }
    return ExitCode.DONE;
  }

  private static Table table(ApiClient api, JsonNode status) {
    Table table = Table.facts();
    table.fact("server", api.base());
    table.fact(
        "ready",
        Json.text(status, "ready").equals("false")
            ? "no: " + Json.text(status, "not_ready_because")
            : "yes");
    table.fact("node", Json.text(status, "node"));
    table.fact("role", Json.text(status, "role") + ", term " + Json.text(status, "term"));
    table.fact("group", Json.text(status, "group") + ", epoch " + Json.text(status, "epoch"));
    table.fact("settled", "height " + Quantities.count(Json.number(status, "settled_height")));
    table.fact("sealed", "height " + Quantities.count(Json.number(status, "sealed_height")));
    table.fact("head", Json.text(status, "sealed_hash"));
    table.fact("journalled", journalled(status));
    table.fact("records", Quantities.count(Json.number(status, "records")));
    table.fact("accounts", Quantities.count(Json.number(status, "accounts")));
    table.fact("open pendings", Quantities.count(Json.number(status, "open_pending_transfers")));
    long last = Json.number(status, "last_timestamp");
    table.fact("last stamp", last == 0 ? "" : Times.formatNanos(last));
    long behind = Json.number(status, "clock_behind_ns");
    table.fact("clock behind", behind == 0 ? "" : Quantities.duration(behind));
    table.fact("heap used", Quantities.bytes(Json.number(status, "heap_used_bytes")));
    table.fact("index off heap", Quantities.bytes(Json.number(status, "index_off_heap_bytes")));
    table.fact("version", Json.text(status, "version"));
    return table;
  }

  private static String journalled(JsonNode status) {
    String state = Json.text(status, "journal");
    long batches = Json.number(status, "journal_lag_batches");
    String lag =
        batches == 0
            ? "no lag"
            : Quantities.count(batches)
                + " batches ("
                + Quantities.bytes(Json.number(status, "journal_lag_bytes"))
                + ") behind";
    return "height "
        + Quantities.count(Json.number(status, "journalled_height"))
        + ", "
        + lag
        + ", "
        + state;
  }
}
