package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger create}. */
@Command(
    name = "create",
    description = "Declare a ledger: a currency by its ISO 4217 code, or another asset.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick ledger create EUR",
      "  ./tallystick ledger create EUR --scale 2",
      "  ./tallystick ledger create GOLD-G --id 100001 --scale 4"
    })
final class LedgerCreateCommand extends ClientCommand {
  @Parameters(
      index = "0",
      paramLabel = "CODE",
      description = "ISO 4217 code such as EUR, or a code of your own.")
  String code;

  @Option(
      names = "--scale",
      paramLabel = "PLACES",
      description = "Decimal places (default: those of ISO 4217).")
  Integer scale;

  @Option(
      names = "--id",
      paramLabel = "NUMBER",
      description = "Its number (default: that of ISO 4217; needed for other assets).")
  Long id;

  LedgerCreateCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("code", code);
    if (scale != null) {
      request.put("scale", scale);
    }
    if (id != null) {
      request.put("id", id);
    }
    JsonNode answer = RowAnswer.only(api.post("/v1/ledgers", request));
    if (output.json) {
      output.print(console(), answer);
    } else if (RowAnswer.isDone(answer)) {
      LedgerInfo ledger = Ledgers.read(api).get(code);
      console()
          .out()
          .printf(
              "%s: ledger %s, number %d, %d decimal places%n",
              Json.text(answer, "result"), ledger.code(), ledger.number(), ledger.scale());
    } else {
      RowAnswer.tellRefusal(console(), "ledger " + code, answer);
    }
    return RowAnswer.exitCode(answer);
  }
}
