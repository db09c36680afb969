package io.tallystick.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.api.Json;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code participant recovery submit}. */
@Command(
    name = "submit",
    description =
        "Submit a recovery with the officers' signatures; any of their keys signs the request.",
    footer = {
      "",
      "Example:",
      "  ./tallystick participant recovery submit bank-a --public-key KEY --roles admin \\",
      "      --revoke-others --signatures one.json,two.json --key officer-1.pem"
    })
final class ParticipantRecoverySubmitCommand extends KeyChangeCommand {
  @Mixin final NewKeyOption added = new NewKeyOption();

  @Option(
      names = "--revoke-others",
      description = "End all other keys of the participant but its officers' at once.")
  boolean revokeOthers;

  @Option(
      names = "--signatures",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "What recovery sign printed, one file for each officer.")
  List<Path> signatures = new ArrayList<>();

  ParticipantRecoverySubmitCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("action", "recover").put("revoke_others", revokeOthers);
    added.put(row);
    ArrayNode all = row.putArray("signatures");
    for (Path file : signatures) {
      all.add(read(file));
    }
    return submit(api, row, "recovered");
  }

  private JsonNode read(Path file) throws IOException {
    try {
      return Json.mapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw usage("--signatures " + file + ": not what recovery sign printed");
    }
  }
}
