package io.tallystick.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.format.Times;
import io.tallystick.cli.view.PolicyView;
import io.tallystick.ledger.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code transfer submit}. */
@Command(
    name = "submit",
    description = {
      "Submit one transfer. Say the same --id again after a failure: it settles once at most.",
      "A post or void needs --flags, --pending-id and --ledger only."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick transfer submit --id t-1 --debit customer:1 --credit customer:2 \\",
      "      --amount 12.50 --ledger EUR --code 1",
      "  ./tallystick transfer submit --id t-2 --debit customer:1 --credit shop:7 \\",
      "      --amount 40 --ledger EUR --code 1 --flags pending --timeout 3600",
      "  ./tallystick transfer submit --id t-3 --ledger EUR --amount 38.20 \\",
      "      --flags post_pending_transfer --pending-id t-2"
    })
final class TransferSubmitCommand extends ClientCommand {
  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its name, number or UUID (default: a random UUID, which is shown).")
  String id;

  @Option(names = "--debit", paramLabel = "NAME", description = "The account that is debited.")
  String debit;

  @Option(names = "--credit", paramLabel = "NAME", description = "The account that is credited.")
  String credit;

  @Option(
      names = "--amount",
      paramLabel = "DECIMAL",
      description =
          "Decimal amount such as 12.50 (default on a post: all of it; on a void: needless).")
  String amount;

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "CODE",
      description = "The ledger, by code or number.")
  String ledger;

  @Option(
      names = "--code",
      paramLabel = "N",
      description = "Why it is made: 1 to 65535, numbers of your own.")
  Integer code;

  @Option(
      names = "--flags",
      split = ",",
      paramLabel = "FLAG",
      description =
          "pending, post_pending_transfer, void_pending_transfer, balancing_debit,"
              + " balancing_credit, closing_debit, closing_credit.")
  List<String> flags = new ArrayList<>();

  @Option(names = "--pending-id", paramLabel = "ID", description = "What a post or void resolves.")
  String pendingId;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long a pending transfer holds (default: without end).")
  long timeout;

  @Option(
      names = "--value-date",
      paramLabel = "DATE",
      description = "Such as 1993-01-31; kept in user_data_32 as yyyymmdd.")
  String valueDate;

  @Option(names = "--user-data-128", paramLabel = "N", description = "A number of your own.")
  String userData128;

  @Option(names = "--user-data-64", paramLabel = "N", description = "A number of your own.")
  String userData64;

  @Option(names = "--user-data-32", paramLabel = "N", description = "A number of your own.")
  String userData32;

  TransferSubmitCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) {
    checkUsage();
    LedgerInfo info = Ledgers.read(api).get(ledger);
    String chosen = id == null ? UUID.randomUUID().toString() : id("--id", id);
    ObjectNode row = row(chosen, info);
    if (id == null) {
      console().err().println("id " + chosen);
    }
    ArrayNode body = JsonNodeFactory.instance.arrayNode().add(row);
    JsonNode answer = RowAnswer.only(api.post("/v1/transfers", body));
    if (output.json) {
      output.print(console(), answer);
    } else if (answer.has("state")) {
      console().out().println("transfer " + chosen + " waits for approvals:");
      PolicyView.waiting(answer).print(console().out());
      return ExitCode.DONE;
    } else if (RowAnswer.isDone(answer)) {
      long time = Json.number(answer, "timestamp");
      console()
          .out()
          .println(
              Json.text(answer, "result")
                  + ": transfer "
                  + chosen
                  + (time == 0 ? "" : ", settled " + Times.formatNanos(time)));
    } else {
      RowAnswer.tellRefusal(console(), "transfer " + chosen, answer);
    }
    return RowAnswer.exitCode(answer);
  }

  private void checkUsage() {
    if (resolves()) {
      if (pendingId == null) {
        throw usage("a post or void needs --pending-id");
      }
      return;
    }
    if (debit == null || credit == null || amount == null || code == null) {
      throw usage("--debit, --credit, --amount and --code are needed");
    }
  }

  private boolean resolves() {
    return flags.contains("post_pending_transfer") || flags.contains("void_pending_transfer");
  }

  private ObjectNode row(String chosen, LedgerInfo info) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("id", chosen);
    if (debit != null) {
      row.put("debit_account_id", id("--debit", debit));
    }
    if (credit != null) {
      row.put("credit_account_id", id("--credit", credit));
    }
    row.put("ledger", info.number());
    if (amount != null) {
      row.put("amount", Long.toString(minorUnits(info)));
    }
    if (code != null) {
      row.put("code", code);
    }
    flags.forEach(row.putArray("flags")::add);
    if (pendingId != null) {
      row.put("pending_id", id("--pending-id", pendingId));
    }
    if (timeout != 0) {
      row.put("timeout", timeout);
    }
    UserData.put(row, userData128, userData64, dateOrNumber());
    return row;
  }

  private long minorUnits(LedgerInfo info) {
    try {
      return Amounts.parseDecimal(amount, info.scale());
    } catch (TallystickException e) {
      throw usage("--amount " + amount + ": expected " + e.getMessage());
    }
  }

  private String dateOrNumber() {
    if (valueDate == null) {
      return userData32;
    }
    if (userData32 != null) {
      throw usage("--value-date and --user-data-32 stand for the same field");
    }
    try {
      return Integer.toString(Times.parseValueDate(valueDate));
    } catch (TallystickException e) {
      throw usage("--value-date " + valueDate + ": " + e.getMessage());
    }
  }
}
