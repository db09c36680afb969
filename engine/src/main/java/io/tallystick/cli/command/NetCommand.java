package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.bulk.InterbankNet;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.csv.CsvWriter;
import io.tallystick.cli.format.Times;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code net}. */
@Command(
    name = "net",
    description = {
      "Show what was received net from each other bank, by month of the value date: debits less"
          + " credits of the bank's nostro account (negative: paid).",
      "Banks' accounts are those of one code, 200 by default; the bank's name is what follows the"
          + " last colon, as in nostro:YZ."
    },
    footer = {
      "",
      "Examples:",
      "  ./tallystick net --month 1993-01",
      "  ./tallystick net --ledger CZK --csv"
    })
final class NetCommand extends ClientCommand {
  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      description = "Only this month (default: every month).")
  String month;

  @Option(
      names = "--code",
      paramLabel = "N",
      defaultValue = "200",
      description = "Code of the banks' accounts (default: ${DEFAULT-VALUE}).")
  int code;

  @Option(
      names = "--ledger",
      paramLabel = "CODE",
      description = "The ledger; needed if such accounts are in several.")
  String ledger;

  @Option(names = "--csv", description = "Answer in CSV: month,bank,net_received.")
  boolean csv;

  NetCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    int only = month == null ? InterbankNet.EVERY_MONTH : monthNumber();
    if (csv && output.json) {
      throw usage("--csv and --json cannot be used together");
    }
    Ledgers ledgers = Ledgers.read(api);
    Optional<LedgerInfo> wanted = Optional.ofNullable(ledger).map(ledgers::get);
    InterbankNet net = InterbankNet.read(api, ledgers, code, wanted, only);
    if (net.ledgers().size() > 1) {
      throw usage("accounts of code " + code + " are in several ledgers: name one with --ledger");
    }
    if (output.json) {
      output.print(console(), net.toJson());
    } else if (csv) {
      CsvWriter writer = new CsvWriter(console().out());
      net.writeTo(writer);
      writer.flush();
    } else if (net.isEmpty()) {
      console().out().println("No transfers with a value date there.");
    } else {
      net.toTable().print(console().out());
    }
    return ExitCode.DONE;
  }

  private int monthNumber() {
    return Times.parseMonth(month)
        .orElseThrow(() -> usage("--month takes a month such as 1993-01, not " + month));
  }
}
