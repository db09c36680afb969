package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.bulk.ExportJob;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}. */
@Command(
    name = "export",
    description = {
      "Export accounts with their balances, and transfers in the order in which they settled,"
          + " as CSV with decimal amounts.",
      "Transfers end with the batch that was settled last when the export began; balances are"
          + " those of the moment in which an account is read."
    },
    footer = {
      "",
      "Example:",
      "  ./tallystick export --accounts accounts.csv --transfers transfers.csv"
    })
final class ExportCommand extends ClientCommand {
  @Option(names = "--accounts", paramLabel = "FILE", description = "Write accounts there.")
  Path accounts;

  @Option(names = "--transfers", paramLabel = "FILE", description = "Write transfers there.")
  Path transfers;

  ExportCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    if (accounts == null && transfers == null) {
      throw usage("name --accounts, --transfers or both");
    }
    ExportJob.Summary summary;
    try (ProgressLine progress = new ProgressLine(console(), System::nanoTime)) {
      summary = new ExportJob(api, progress, System::nanoTime).run(accounts, transfers);
    }
    if (output.json) {
      output.print(console(), summary.toJson());
    } else {
      console()
          .out()
          .printf(
              "exported %s accounts and %s transfers up to height %s in %s%n",
              Quantities.count(summary.accounts()),
              Quantities.count(summary.transfers()),
              Quantities.count(summary.height()),
              Quantities.duration(summary.elapsedNanos()));
    }
    return ExitCode.DONE;
  }
}
