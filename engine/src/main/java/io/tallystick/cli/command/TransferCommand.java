package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.view.Receipt;
import io.tallystick.cli.view.TransferView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code transfer ID}. */
@Command(
    name = "transfer",
    description = "Show a transfer, with its receipt if wanted.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick transfer t-1",
      "  ./tallystick transfer t-1 --proof",
      "  ./tallystick transfer submit --debit customer:1 --credit customer:2 \\",
      "      --amount 12.50 --ledger EUR --code 1"
    })
final class TransferCommand extends ClientCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "Its name, number, UUID or internal id.")
  String id;

  @Option(
      names = "--proof",
      description = "Fetch the proof that the log holds it, and check it here.")
  boolean proof;

  TransferCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    if (id == null) {
      throw usage("name a transfer, such as: ./tallystick transfer t-1");
    }
    String path = "/v1/transfers/" + ApiClient.encode(id("transfer", id));
    JsonNode transfer = api.get(path);
    Receipt receipt = proof ? Receipt.of(api.get(path + "/proof")) : null;
    if (output.json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.set("transfer", transfer);
      if (receipt != null) {
        answer.set("receipt", receipt.toJson());
      }
      output.print(console(), proof ? answer : transfer);
    } else {
      TransferView.facts(id, transfer, Ledgers.read(api)).print(console().out());
      if (receipt != null) {
        console().out().println();
        receipt.facts().print(console().out());
      }
    }
    return receipt == null || receipt.holds() ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
