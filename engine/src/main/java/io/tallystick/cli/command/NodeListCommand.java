package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.cluster.Members;
import picocli.CommandLine.Command;

/** {@code node list}. */
@Command(
    name = "list",
    description = "Show the cluster's nodes: role, addresses, how far each log is, who answers.",
    footer = {"", "Examples:", "  ./tallystick node list", "  ./tallystick node list --json"})
final class NodeListCommand extends ClientCommand {
  NodeListCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    Members members = new Members(api.get("/v1/cluster"));
    if (output.json) {
      output.print(console(), members.json());
    } else {
      members.print(console().out());
    }
    return ExitCode.DONE;
  }
}
