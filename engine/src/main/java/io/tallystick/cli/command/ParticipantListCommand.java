package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.view.MemberView;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code participant list}. */
@Command(
    name = "list",
    description = "List participants: all for operators and auditors, else your own.",
    footer = {"", "Example:", "  ./tallystick participant list"})
final class ParticipantListCommand extends ClientCommand {
  /** More than there can be. */
  private static final int ROWS_MAX = 1 << 16;

  ParticipantListCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    List<JsonNode> rows = Pages.first(api, "/v1/participants", "participants", ROWS_MAX);
    if (output.json) {
      var answer = JsonNodeFactory.instance.objectNode();
      answer.putArray("participants").addAll(rows);
      output.print(console(), answer);
    } else if (rows.isEmpty()) {
      console().out().println("There is no participant.");
    } else {
      MemberView.participants(rows).print(console().out());
    }
    return ExitCode.DONE;
  }
}
