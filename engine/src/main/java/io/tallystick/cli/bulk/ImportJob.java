package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Imports accounts and then transfers. Running it again settles nothing twice: what is there is
 * counted as existing.
 */
public final class ImportJob {
  private static final long NANOS_PER_MS = 1_000_000L;

  private final ApiClient api;
  private final Retries retries;
  private final ProgressLine progress;
  private final LongSupplier nanoTime;

  public ImportJob(ApiClient api, Retries retries, ProgressLine progress, LongSupplier nanoTime) {
    this.api = api;
    this.retries = retries;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs it.
   *
   * @param accounts file of accounts, or null
   * @param transfers file of transfers, or null
   * @param rejectsFile where rejected rows are written; made only if there are any
   */
  public Summary run(Path accounts, Path transfers, Path rejectsFile) throws IOException {
    long start = nanoTime.getAsLong();
    Ledgers known = retries.run(() -> Ledgers.read(api), (failure, pauseMs) -> {});
    ImportLedgers ledgers = new ImportLedgers(known, progress::note);
    try (Rejects rejects = new Rejects(rejectsFile, progress)) {
      Counts accountCounts = new Counts();
      if (accounts != null) {
        accountCounts = run(new AccountRows(api, ledgers), "accounts", accounts, rejects);
      }
      Counts transferCounts = new Counts();
      if (transfers != null) {
        // A participant's ids are computed by the server, in its own scope.
        transferCounts =
            api.signs()
                ? run(TransferRows.asJson(api, ledgers), "transfers", transfers, rejects)
                : run(TransferRows.asRecords(api, ledgers), "transfers", transfers, rejects);
      }
      return new Summary(
          ledgers.declared(),
          accountCounts,
          transferCounts,
          rejects.count() == 0 ? null : rejectsFile,
          nanoTime.getAsLong() - start);
    }
  }

  private <P extends Payload> Counts run(RowKind<P> kind, String what, Path file, Rejects rejects)
      throws IOException {
    return new FileImport<>(kind, what, file, rejects, progress, retries, nanoTime).run();
  }

  /** What an import did. */
  public static final class Summary {
    private final List<String> ledgers;
    private final Counts accounts;
    private final Counts transfers;
    private final Path rejectsFile;
    private final long elapsedNanos;

    Summary(
        List<String> ledgers,
        Counts accounts,
        Counts transfers,
        Path rejectsFile,
        long elapsedNanos) {
      this.ledgers = ledgers;
      this.accounts = accounts;
      this.transfers = transfers;
      this.rejectsFile = rejectsFile;
      this.elapsedNanos = elapsedNanos;
    }

    /** Whether a row was rejected. */
    public boolean anyRejected() {
      return rejectsFile != null;
    }

    /** The form for programs. */
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      ledgers.forEach(json.putArray("ledgers_declared")::add);
      accounts.writeTo(json.putObject("accounts"));
      transfers.writeTo(json.putObject("transfers"));
      json.put("rejects_file", rejectsFile == null ? null : rejectsFile.toString());
      json.put("elapsed_ms", elapsedNanos / NANOS_PER_MS);
      return json;
    }

    /** The form for people. */
    public Table toTable() {
      Table table = Table.titled("", ">rows", ">created", ">there before", ">rejected");
      addTo(table, "accounts", accounts);
      addTo(table, "transfers", transfers);
      return table;
    }

    /** The file of rejected rows, or null if none was. */
    public Path rejectsFile() {
      return rejectsFile;
    }

    /** Time it took. */
    public long elapsedNanos() {
      return elapsedNanos;
    }

    private static void addTo(Table table, String what, Counts counts) {
      table.row(
          what,
          Quantities.count(counts.rows()),
          Quantities.count(counts.created()),
          Quantities.count(counts.existing()),
          Quantities.count(counts.rejectedRows()));
    }
  }
}
