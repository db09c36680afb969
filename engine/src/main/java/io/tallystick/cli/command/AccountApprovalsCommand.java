package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.view.PolicyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code account approvals}. */
@Command(
    name = "approvals",
    description = "List what waits for approvals at a guarded account, oldest first.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick account approvals treasury:main",
      "  ./tallystick account approvals treasury:main --json"
    })
final class AccountApprovalsCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
  String name;

  AccountApprovalsCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    var waiting = all.putArray("waiting");
    String path = "/v1/accounts/" + ApiClient.encode(id("account", name)) + "/approvals";
    Pages.forEach(api, path, "waiting", waiting::add);
    if (output.json) {
      output.print(console(), all);
    } else if (waiting.isEmpty()) {
      console().out().println("Nothing waits for approvals.");
    } else {
      PolicyView.list(waiting).print(console().out());
    }
    return ExitCode.DONE;
  }
}
