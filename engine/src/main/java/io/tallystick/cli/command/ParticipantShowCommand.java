package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.view.MemberView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code participant show}. */
@Command(
    name = "show",
    description = "Show a participant with its keys: your own, or any for operators and auditors.",
    footer = {"", "Example:", "  ./tallystick participant show bank-a"})
final class ParticipantShowCommand extends ClientCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CODE",
      description = "The participant (default: that of --participant).")
  String code;

  ParticipantShowCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    JsonNode answer = api.get("/v1/participants/" + ApiClient.encode(participantOr(code)));
    if (output.json) {
      output.print(console(), answer);
      return ExitCode.DONE;
    }
    MemberView.facts(answer).print(console().out());
    console().out().println();
    MemberView.keys(answer.path("keys")).print(console().out());
    return ExitCode.DONE;
  }
}
