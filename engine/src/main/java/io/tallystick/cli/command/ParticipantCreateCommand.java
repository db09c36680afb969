package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code participant create}. */
@Command(
    name = "create",
    description = {
      "Create a participant. Its code is the scope of its ids and names; keys are added to it next.",
      "For operators."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick participant create bank-a --name 'Bank A' --roles submit,read,admin \\",
      "      --recovery-quorum 2",
      "  ./tallystick participant create auditors --name Auditors --roles auditor"
    })
final class ParticipantCreateCommand extends ClientCommand {
  static final String ROLES = "submit, approve, read, admin, operator, auditor.";

  @Parameters(
      index = "0",
      paramLabel = "CODE",
      description = "1 to 32 of A-Z a-z 0-9 and the hyphen.")
  String code;

  @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Name for people.")
  String name;

  @Option(
      names = "--roles",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "What it, and so its keys, may do: " + ROLES)
  List<String> roles = new ArrayList<>();

  @Option(
      names = "--recovery-quorum",
      paramLabel = "N",
      defaultValue = "0",
      description = "Officers who can recover it together, up to 12 (default: nobody can).")
  int quorum;

  ParticipantCreateCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("code", code).put("name", name).put("recovery_quorum", quorum).put("version", 1);
    roles.forEach(row.putArray("roles")::add);
    JsonNode answer = RowAnswer.only(api.post("/v1/participants", row));
    if (output.json) {
      output.print(console(), answer);
    } else if (RowAnswer.isDone(answer)) {
      console().out().println(Json.text(answer, "result") + ": participant " + code);
    } else {
      RowAnswer.tellRefusal(console(), "participant " + code, answer);
    }
    return RowAnswer.exitCode(answer);
  }
}
