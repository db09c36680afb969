package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code node remove}. */
@Command(
    name = "remove",
    description = {
      "Take a node's vote away for good; it may be lost already. Stop its process afterwards. A"
          + " node that comes back under the same number is added anew, with an empty data folder."
    },
    footer = {"", "Example:", "  ./tallystick node remove 4"})
final class NodeRemoveCommand extends MembershipCommand {
  @Mixin final NodeNumber node = new NodeNumber();

  NodeRemoveCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    requireWait();
    int number = node.value();
    change(api, version -> api.delete("/v1/cluster/members/" + number + "?version=" + version));
    awaitMembers(api, "node " + number + " leaves", members -> !members.has(number));
    return ExitCode.DONE;
  }
}
