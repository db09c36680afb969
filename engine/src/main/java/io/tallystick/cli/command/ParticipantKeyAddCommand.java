package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code participant key add}. */
@Command(
    name = "add",
    description = "Add a key to a participant: as its administrator, or as an operator.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant key add bank-a --public-key KEY --roles submit,read",
      "  ./tallystick participant key add bank-a --public-key desk.pem --roles submit \\",
      "      --not-before 2027-01-01 --not-after 2028-01-01"
    })
final class ParticipantKeyAddCommand extends KeyChangeCommand {
  @Mixin final NewKeyOption added = new NewKeyOption();

  ParticipantKeyAddCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("action", "add");
    added.put(row);
    return submit(api, row, "added");
  }
}
