package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code participant key rotate}. */
@Command(
    name = "rotate",
    description = {
      "Add a key and end the one that it replaces, in one step. With --replaced-until both work"
          + " until then."
    },
    footer = {
      "",
      "Example:",
      "  ./tallystick participant key rotate bank-a --replaces 7532bb0ecd5f7e3af54caa15c43253cf \\",
      "      --public-key KEY --roles submit,read --replaced-until 2027-02-01T00:00:00Z"
    })
final class ParticipantKeyRotateCommand extends KeyChangeCommand {
  @Mixin final NewKeyOption added = new NewKeyOption();

  @Option(
      names = "--replaces",
      required = true,
      paramLabel = "ID",
      description = "The id of the key that ends.")
  String replaces;

  @Option(
      names = "--replaced-until",
      paramLabel = "TIME",
      description = "When the replaced key ends (default: at once).")
  String replacedUntil;

  ParticipantKeyRotateCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("action", "rotate").put("replaces", replaces);
    added.put(row);
    if (replacedUntil != null) {
      row.put("replaced_until", nanos("--replaced-until", replacedUntil));
    }
    return submit(api, row, "rotated");
  }
}
