package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.format.Times;

/** The answer to a submission of one row. */
final class RowAnswer {
  private RowAnswer() {}

  /** The one row, also where it comes in an array. */
  static JsonNode only(JsonNode answer) {
    return answer.isArray() ? answer.path(0) : answer;
  }

  /** Whether it was created now or before. */
  static boolean isDone(JsonNode row) {
    String result = Json.text(row, "result");
    return result.equals("created") || result.equals("exists");
  }

  static int exitCode(JsonNode row) {
    return isDone(row) ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Says that a rule refused it. */
  static void tellRefusal(Console console, String what, JsonNode row) {
    console.err().println("tallystick: " + what + " was refused: " + Json.text(row, "result"));
    String first = Json.text(row, "first_result");
    if (!first.isEmpty()) {
      long at = Json.number(row, "first_timestamp");
      console
          .err()
          .println(
              "It was refused first with "
                  + first
                  + (at == 0 ? "" : " at " + Times.formatNanos(at))
                  + "; an id that was refused so stays refused. Submit it with a new id.");
    }
  }
}
