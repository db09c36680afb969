package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.view.MemberView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code participant key list}. */
@Command(
    name = "list",
    description = "List all keys that a participant ever had, newest first.",
    footer = {"", "Example:", "  ./tallystick participant key list bank-a"})
final class ParticipantKeyListCommand extends ClientCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      description = "The participant (default: that of --participant).")
  String code;

  ParticipantKeyListCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    JsonNode answer =
        api.get("/v1/participants/" + ApiClient.encode(participantOr(code)) + "/keys");
    if (output.json) {
      output.print(console(), answer);
    } else if (answer.path("keys").isEmpty()) {
      console().out().println("It has no key.");
    } else {
      MemberView.keys(answer.path("keys")).print(console().out());
    }
    return ExitCode.DONE;
  }
}
