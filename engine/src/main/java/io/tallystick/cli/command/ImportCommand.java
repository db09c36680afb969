package io.tallystick.cli.command;

import io.tallystick.cli.Console;
import io.tallystick.cli.ExitCode;
import io.tallystick.cli.bulk.ImportJob;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code import}. */
@Command(
    name = "import",
    description = {
      "Import accounts, then transfers, from CSV files. Running it again settles nothing twice.",
      "",
      "Accounts: account,currency,code; also flags, user_data_128, user_data_64, user_data_32.",
      "Transfers: id,debit_account,credit_account,amount,currency,code; also value_date, flags,"
          + " pending_id, timeout, user_data_128, user_data_64, user_data_32.",
      "Amounts are decimal. The first line names the columns, in any order. A ledger that is"
          + " missing is declared by its ISO 4217 code. What export writes is taken too."
    },
    footer = {
      "",
      "Example:",
      "  ./tallystick import --accounts accounts.csv --transfers transfers.csv"
    })
final class ImportCommand extends ClientCommand {
  private static final long MS_PER_SECOND = 1_000;

  @Option(names = "--accounts", paramLabel = "FILE", description = "CSV file of accounts.")
  Path accounts;

  @Option(names = "--transfers", paramLabel = "FILE", description = "CSV file of transfers.")
  Path transfers;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      defaultValue = "rejects.csv",
      description = "Where rejected rows are written (default: ${DEFAULT-VALUE}).")
  Path rejects;

  @Option(
      names = "--retry-for",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "How long to try again while the server cannot take rows (default: ${DEFAULT-VALUE}).")
  long retryForSeconds;

  ImportCommand(Console console) {
    super(console);
  }

  @Override
  int run(ApiClient api) throws IOException {
    if (accounts == null && transfers == null) {
      throw usage("name --accounts, --transfers or both");
    }
    ImportJob.Summary summary;
    try (ProgressLine progress = new ProgressLine(console(), System::nanoTime)) {
      Retries retries = Retries.of(retryForSeconds * MS_PER_SECOND);
      summary =
          new ImportJob(api, retries, progress, System::nanoTime).run(accounts, transfers, rejects);
    }
    if (output.json) {
      output.print(console(), summary.toJson());
    } else {
      summary.toTable().print(console().out());
      console().out().println("took " + Quantities.duration(summary.elapsedNanos()));
      if (summary.anyRejected()) {
        console().out().println("rejected rows are in " + summary.rejectsFile());
      }
    }
    return summary.anyRejected() ? ExitCode.REFUSED : ExitCode.DONE;
  }
}
