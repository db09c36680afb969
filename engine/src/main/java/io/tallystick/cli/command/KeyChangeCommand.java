package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Times;
import picocli.CommandLine.Parameters;

/** A command that changes one key of a participant. */
abstract class KeyChangeCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "CODE", description = "The participant.")
  String code;

  KeyChangeCommand(Console console) {
    super(console);
  }

  final int submit(ApiClient api, ObjectNode row, String done) {
    JsonNode answer =
        RowAnswer.only(api.post("/v1/participants/" + ApiClient.encode(code) + "/keys", row));
    if (output.json) {
      output.print(console(), answer);
    } else if (RowAnswer.isDone(answer)) {
      String how = Json.text(answer, "result").equals("exists") ? " before" : "";
      console().out().println(done + how + ": key " + Json.text(answer, "id") + " of " + code);
    } else {
      RowAnswer.tellRefusal(console(), "the change of a key of " + code, answer);
    }
    return RowAnswer.exitCode(answer);
  }

  final String nanos(String option, String text) {
    try {
      return Long.toString(Times.parseNanos(text));
    } catch (TallystickException e) {
      throw usage(option + " " + text + ": " + e.getMessage());
    }
  }
}
