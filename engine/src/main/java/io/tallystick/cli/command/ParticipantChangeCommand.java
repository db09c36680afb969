package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code participant change}. */
@Command(
    name = "change",
    description = {
      "Change a participant's name, roles or recovery, suspend it or let it in again. What is not"
          + " said stays as it is.",
      "For operators."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant change bank-a --roles read",
      "  ./tallystick participant change bank-a --suspended true"
    })
final class ParticipantChangeCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "CODE", description = "The participant.")
  String code;

  @Option(names = "--name", paramLabel = "TEXT", description = "Name for people.")
  String name;

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = "All roles that it has from now on: " + ParticipantCreateCommand.ROLES)
  List<String> roles;

  @Option(
      names = "--recovery-quorum",
      paramLabel = "N",
      description = "Officers who can recover it together; 0 for nobody.")
  Integer quorum;

  @Option(
      names = "--suspended",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether its keys can do nothing for now.")
  Boolean suspended;

  ParticipantChangeCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    if (name == null && roles == null && quorum == null && suspended == null) {
      throw usage("say what changes: --name, --roles, --recovery-quorum or --suspended");
    }
    JsonNode is = api.get("/v1/participants/" + ApiClient.encode(code));
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("code", code);
    row.put("name", name == null ? Json.text(is, "name") : name);
    row.put("recovery_quorum", quorum == null ? is.path("recovery_quorum").asInt() : quorum);
    row.put("suspended", suspended == null ? is.path("suspended").asBoolean() : suspended);
    row.put("version", is.path("version").asLong() + 1);
    if (roles == null) {
      row.set("roles", is.path("roles"));
    } else {
      roles.forEach(row.putArray("roles")::add);
    }
    JsonNode answer = RowAnswer.only(api.post("/v1/participants", row));
    if (output.json) {
      output.print(console(), answer);
    } else if (RowAnswer.isDone(answer)) {
      console().out().println("changed: participant " + code);
    } else {
      RowAnswer.tellRefusal(console(), "participant " + code, answer);
    }
    return RowAnswer.exitCode(answer);
  }
}
