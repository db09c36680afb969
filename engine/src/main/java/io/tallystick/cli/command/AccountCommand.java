package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.format.Times;
import io.tallystick.cli.view.AccountView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account NAME}. */
@Command(
    name = "account",
    description = "Show an account: its balances now or at a time, or its transfers.",
    footer = {
      "",
      "Examples:",
      "  ./tallystick account customer:1",
      "  ./tallystick account customer:1 --history --limit 50",
      "  ./tallystick account customer:1 --at 2026-11-24T10:15:00Z",
      "  ./tallystick account create customer:1 --ledger EUR --code 100",
      "  ./tallystick account policy treasury:main"
    })
final class AccountCommand extends ClientCommand {
  private static final int LIMIT_MAX = 8_190;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Its name, number, UUID or internal id.")
  String name;

  @Option(names = "--history", description = "Show its transfers, newest first.")
  boolean history;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Show its balances as they were then: 2026-11-24T10:15:00Z, a date, or nanoseconds"
              + " since 1970.")
  String at;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most transfers to show (default: ${DEFAULT-VALUE}).")
  int limit;

  AccountCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    if (name == null) {
      throw usage("name an account, such as: ./tallystick account customer:1");
    }
    if (history && at != null) {
      throw usage("--history and --at cannot be used together");
    }
    if (limit < 1 || limit > LIMIT_MAX) {
      throw usage("--limit takes 1 to " + LIMIT_MAX);
    }
    String path = "/v1/accounts/" + ApiClient.encode(id("account", name));
    if (history) {
      showHistory(api, path);
    } else {
      showBalances(api, path + (at == null ? "" : "?at=" + nanos(at)));
    }
    return ExitCode.DONE;
  }

  private long nanos(String text) {
    try {
      return Times.parseNanos(text);
    } catch (TallystickException e) {
      throw usage("--at " + text + ": " + e.getMessage());
    }
  }

  private void showBalances(ApiClient api, String path) {
    JsonNode account = accountOf(api, path);
    if (output.json) {
      output.print(console(), account);
    } else {
      AccountView.facts(account, Ledgers.read(api)).print(console().out());
    }
  }

  private JsonNode accountOf(ApiClient api, String path) {
    try {
      return api.get(path);
    } catch (TallystickException e) {
      if (e.kind() != ErrorKind.NOT_FOUND || at == null) {
        throw e;
      }
      throw TallystickException.of(
          ErrorKind.NOT_FOUND, e.code(), "There was no account " + name + " at " + at + ".");
    }
  }

  private void showHistory(ApiClient api, String path) {
    JsonNode account = api.get(path);
    List<JsonNode> transfers = Pages.first(api, path + "/transfers", "transfers", limit);
    List<JsonNode> balances =
        AccountView.keepsHistory(account)
            ? Pages.first(api, path + "/balances", "balances", limit)
            : List.of();
    if (output.json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.set("account", account);
      answer.putArray("transfers").addAll(transfers);
      answer.putArray("balances").addAll(balances);
      output.print(console(), answer);
    } else {
      AccountView.history(account, transfers, balances, Ledgers.read(api)).print(console().out());
    }
  }
}
