package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.view.LedgerTotals;
import picocli.CommandLine.Command;

/** {@code ledger list}. */
@Command(
    name = "list",
    description = "List the declared ledgers with their totals.",
    footer = {"", "Example:", "  ./tallystick ledger list"})
final class LedgerListCommand extends ClientCommand {
  LedgerListCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.get("/v1/ledgers");
    JsonNode ledgers = answer.path("ledgers");
    if (output.json) {
      output.print(console(), answer);
    } else if (ledgers.isEmpty()) {
      console().out().println("No ledger is declared. Declare one: ./tallystick ledger create EUR");
    } else {
      LedgerTotals.table(ledgers).print(console().out());
    }
    return ExitCode.DONE;
  }
}
