package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code participant key revoke}. */
@Command(
    name = "revoke",
    description =
        "End a key for ever: at once, or at a time. It can be ended earlier, never later.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant key revoke bank-a 7532bb0ecd5f7e3af54caa15c43253cf",
      "  ./tallystick participant key revoke bank-a 7532bb0ecd5f7e3af54caa15c43253cf \\",
      "      --at 2027-02-01T00:00:00Z"
    })
final class ParticipantKeyRevokeCommand extends KeyChangeCommand {
  @Parameters(index = "1", paramLabel = "ID", description = "The key's id.")
  String id;

  @Option(names = "--at", paramLabel = "TIME", description = "When it ends (default: at once).")
  String at;

  ParticipantKeyRevokeCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("action", "revoke").put("id", id);
    if (at != null) {
      row.put("not_after", nanos("--at", at));
    }
    return submit(api, row, "revoked");
  }
}
