package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.view.PolicyView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account policy}. */
@Command(
    name = "policy",
    description = {
      "Show a guarded account's policy and what waits for approvals, or set the policy.",
      "A policy is JSON; docs/accounts.md describes its fields."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick account policy treasury:main",
      "  ./tallystick account policy treasury:main --set policy.json"
    })
final class AccountPolicyCommand extends ClientCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
  String name;

  @Option(
      names = "--set",
      paramLabel = "FILE",
      description = "Set the policy in the file; its field version names the one it replaces.")
  Path file;

  AccountPolicyCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    String path = "/v1/accounts/" + ApiClient.encode(id("account", name)) + "/policy";
    JsonNode answer = file == null ? api.get(path) : api.post(path, policy());
    if (output.json) {
      output.print(console(), answer);
    } else if (answer.has("state")) {
      console().out().println("The change waits for approvals:");
      PolicyView.waiting(answer).print(console().out());
    } else {
      PolicyView.print(answer, console().out());
    }
    return ExitCode.DONE;
  }

  private JsonNode policy() throws IOException {
    JsonNode policy = Json.parseOrNull(Files.readAllBytes(file));
    if (policy == null) {
      throw TallystickException.of(
          ErrorKind.INVALID, "json_malformed", file + " holds no JSON document.");
    }
    return policy;
  }
}
