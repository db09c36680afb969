package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.Json;
import picocli.CommandLine.Option;

/** {@code --json} of the commands that answer. */
final class OutputOption {
  @Option(names = "--json", description = "Answer in JSON, for programs.")
  boolean json;

  void print(Console console, JsonNode answer) {
    console.out().println(Json.pretty(answer));
  }
}
