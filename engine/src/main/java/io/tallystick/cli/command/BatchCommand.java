package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.batch.BatchLimits;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.format.Table;
import io.tallystick.cli.format.Times;
import io.tallystick.cli.view.TransferView;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code batch HEIGHT}. */
@Command(
    name = "batch",
    description = "Show a settled batch: its header, and its records if wanted.",
    footer = {"", "Examples:", "  ./tallystick batch 1", "  ./tallystick batch 42 --records 10"})
final class BatchCommand extends ClientCommand {
  private static final int RECORDS_MAX = BatchLimits.RECORDS_MAX;

  @Parameters(index = "0", paramLabel = "HEIGHT", description = "From 1.")
  long height;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of its records to show (default: ${DEFAULT-VALUE}).")
  int records;

  BatchCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    if (height < 1) {
      throw usage("heights count from 1");
    }
    if (records < 0 || records > RECORDS_MAX) {
      throw usage("--records takes 0 to " + RECORDS_MAX);
    }
    JsonNode batch = api.get("/v1/batches/" + height);
    List<JsonNode> rows = records == 0 ? List.of() : records(api);
    if (output.json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.set("batch", batch);
      answer.putArray("records").addAll(rows);
      output.print(console(), records == 0 ? batch : answer);
    } else {
      header(batch).print(console().out());
      if (records > 0) {
        console().out().println();
        table(rows, Ledgers.read(api)).print(console().out());
      }
    }
    return ExitCode.DONE;
  }

  private List<JsonNode> records(ApiClient api) {
    List<JsonNode> rows = new ArrayList<>();
    api.get("/v1/batches/" + height + "/records?limit=" + records)
        .path("records")
        .forEach(rows::add);
    return rows;
  }

  private static Table header(JsonNode batch) {
    Table table = Table.facts();
    table.fact("batch", Json.text(batch, "height"));
    table.fact("records", Json.text(batch, "count"));
    table.fact("first record", Json.text(batch, "first_number"));
    table.fact("stamped", Times.formatNanos(Json.number(batch, "timestamp")));
    table.fact("term", Json.text(batch, "term"));
    table.fact("epoch", Json.text(batch, "epoch"));
    table.fact("closes a unit", Json.text(batch, "closes_unit").equals("true") ? "yes" : "no");
    table.fact("hash", Json.text(batch, "hash"));
    table.fact("previous hash", Json.text(batch, "previous_hash"));
    table.fact("Merkle root", Json.text(batch, "merkle_root"));
    table.fact("refused digest", Json.text(batch, "refused_digest"));
    table.fact("side digest", Json.text(batch, "side_digest"));
    return table;
  }

  private static Table table(List<JsonNode> rows, Ledgers ledgers) {
    Table table =
        Table.titled(">record", "debit account", "credit account", ">amount", "", "what", "id");
    for (JsonNode row : rows) {
      LedgerInfo ledger = ledgers.ofAnswer(row);
      table.row(
          Json.text(row, "number"),
          Json.text(row, "debit_account_id"),
          Json.text(row, "credit_account_id"),
          ledger.amount(TransferView.amountOf(row)),
          ledger.code(),
          TransferView.what(row),
          Json.text(row, "id"));
    }
    return table;
  }
}
