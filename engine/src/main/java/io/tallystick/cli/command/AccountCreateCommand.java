package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** {@code account create}. */
@Command(
    name = "create",
    description = "Create an account.",
    footer = {
      "",
      "Example:",
      "  ./tallystick account create customer:1 --ledger EUR --code 100 \\",
      "      --flags debits_must_not_exceed_credits,history"
    })
final class AccountCreateCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Its name, number or UUID.")
  String name;

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "CODE",
      description = "Its ledger, by code or number.")
  String ledger;

  @Option(
      names = "--code",
      required = true,
      paramLabel = "N",
      description = "What kind of account it is: 1 to 65535, numbers of your own.")
  int code;

  @Option(
      names = "--flags",
      split = ",",
      paramLabel = "FLAG",
      description =
          "debits_must_not_exceed_credits, credits_must_not_exceed_debits, history, closed,"
              + " guarded.")
  List<String> flags = new ArrayList<>();

  @Option(names = "--user-data-128", paramLabel = "N", description = "A number of your own.")
  String userData128;

  @Option(names = "--user-data-64", paramLabel = "N", description = "A number of your own.")
  String userData64;

  @Option(names = "--user-data-32", paramLabel = "N", description = "A number of your own.")
  String userData32;

  AccountCreateCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", id("account", name)).put("ledger", ledger).put("code", code);
    flags.forEach(row.putArray("flags")::add);
    UserData.put(row, userData128, userData64, userData32);
    ArrayNode body = JsonNodeFactory.instance.arrayNode().add(row);
    JsonNode answer = RowAnswer.only(api.post("/v1/accounts", body));
    if (output.json) {
      output.print(console(), answer);
    } else if (RowAnswer.isDone(answer)) {
      console().out().println(Json.text(answer, "result") + ": account " + name);
    } else {
      RowAnswer.tellRefusal(console(), "account " + name, answer);
    }
    return RowAnswer.exitCode(answer);
  }
}
