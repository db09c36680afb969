package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code node transfer-leadership}. */
@Command(
    name = "transfer-leadership",
    description = {
      "Let another node lead, without an election: the leader waits until the other has its whole"
          + " log, and hands over. Callers may see 503 for a moment."
    },
    footer = {"", "Example:", "  ./tallystick node transfer-leadership 2"})
final class NodeTransferCommand extends MembershipCommand {
  @Mixin final NodeNumber node = new NodeNumber();

  NodeTransferCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    requireWait();
    int number = node.value();
    change(
        api,
        version ->
            api.post(
                "/v1/cluster/leader",
                JsonNodeFactory.instance.objectNode().put("node", number).put("version", version)));
    awaitMembers(api, "node " + number + " takes over", members -> members.leader() == number);
    return ExitCode.DONE;
  }
}
