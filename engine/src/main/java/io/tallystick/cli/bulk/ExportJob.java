package io.tallystick.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.batch.BatchLimits;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.LedgerInfo;
import io.tallystick.cli.client.Ledgers;
import io.tallystick.cli.client.Pages;
import io.tallystick.cli.csv.CsvWriter;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.format.Times;
import io.tallystick.ledger.Amounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Exports accounts and transfers as CSV, the latter batch by batch in their settled order. A file
 * gets its name only when it is whole.
 */
public final class ExportJob {
  private static final int BATCHES_AT_ONCE = 1_000;
  private static final int RECORDS_OF_BATCH_MAX = BatchLimits.RECORDS_MAX;
  private static final long NANOS_PER_MS = 1_000_000L;

  private final ApiClient api;
  private final ProgressLine progress;
  private final LongSupplier nanoTime;
  private long accounts;
  private long transfers;

  public ExportJob(ApiClient api, ProgressLine progress, LongSupplier nanoTime) {
    this.api = api;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs it.
   *
   * @param accountsFile where accounts go, or null
   * @param transfersFile where transfers go, or null
   */
  public Summary run(Path accountsFile, Path transfersFile) throws IOException {
    long start = nanoTime.getAsLong();
    Ledgers ledgers = Ledgers.read(api);
    long height = Json.number(api.get("/v1/status"), "sealed_height");
    if (accountsFile != null) {
      write(accountsFile, AccountColumns.EXPORTED, out -> exportAccounts(out, ledgers));
    }
    if (transfersFile != null) {
      write(
          transfersFile,
          TransferColumns.EXPORTED,
          out -> exportTransfers(out, ledgers, height, start));
    }
    return new Summary(accounts, transfers, height, nanoTime.getAsLong() - start);
  }

  /** What an export did. */
  public record Summary(long accounts, long transfers, long height, long elapsedNanos) {
    /** The form for programs. */
    public ObjectNode toJson() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("accounts", accounts)
          .put("transfers", transfers)
          .put("height", height)
          .put("elapsed_ms", elapsedNanos / NANOS_PER_MS);
    }
  }

  @FunctionalInterface
  private interface Export {
    void writeTo(CsvWriter out) throws IOException;
  }

  private static void write(Path file, List<String> columns, Export export) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (CsvWriter out = new CsvWriter(Files.newBufferedWriter(partial, StandardCharsets.UTF_8))) {
      out.row(columns.toArray(String[]::new));
      export.writeTo(out);
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void exportAccounts(CsvWriter out, Ledgers ledgers) {
    Pages.forEach(
        api,
        "/v1/accounts",
        "accounts",
        row -> {
          writeRow(out, accountRow(row, ledgers.ofAnswer(row)));
          accounts++;
          progress.update(() -> "accounts  " + Quantities.count(accounts));
        });
    progress.finish("accounts  " + Quantities.count(accounts));
  }

  private void exportTransfers(CsvWriter out, Ledgers ledgers, long lastHeight, long start) {
    long height = 0;
    while (height < lastHeight) {
      JsonNode batches =
          api.get("/v1/batches?after=" + height + "&limit=" + BATCHES_AT_ONCE).path("batches");
      if (batches.isEmpty()) {
        break;
      }
      for (JsonNode batch : batches) {
        height = Json.number(batch, "height");
        if (height > lastHeight) {
          break;
        }
        if (Json.number(batch, "count") > 0) {
          exportBatch(out, ledgers, height);
        }
        long done = height;
        progress.update(() -> transfersText(done, lastHeight, start));
      }
    }
    progress.finish(transfersText(lastHeight, lastHeight, start));
  }

  private void exportBatch(CsvWriter out, Ledgers ledgers, long height) {
    String path = "/v1/batches/" + height + "/records?limit=" + RECORDS_OF_BATCH_MAX;
    for (JsonNode row : api.get(path).path("records")) {
      if (Json.text(row, "type").equals("transfer_created")) {
        writeRow(out, transferRow(row, ledgers.ofAnswer(row)));
        transfers++;
      }
    }
  }

  private String transfersText(long height, long lastHeight, long start) {
    long elapsed = nanoTime.getAsLong() - start;
    return "transfers "
        + ProgressLine.bar(height, lastHeight)
        + "  "
        + Quantities.count(transfers)
        + " rows, "
        + Quantities.rate(transfers, elapsed)
        + ProgressLine.remaining(height, lastHeight, elapsed);
  }

  private static String[] accountRow(JsonNode row, LedgerInfo ledger) {
    return new String[] {
      Json.text(row, "id"),
      ledger.code(),
      Json.text(row, "code"),
      String.join("|", Json.texts(row, "flags")),
      ledger.amount(Json.text(row, "debits_pending")),
      ledger.amount(Json.text(row, "debits_posted")),
      ledger.amount(Json.text(row, "credits_pending")),
      ledger.amount(Json.text(row, "credits_posted")),
      unlessZero(row, "user_data_128"),
      unlessZero(row, "user_data_64"),
      unlessZero(row, "user_data_32"),
      Json.text(row, "timestamp")
    };
  }

  private static String[] transferRow(JsonNode row, LedgerInfo ledger) {
    int userData32 = (int) Json.number(row, "user_data_32");
    boolean date = Times.isValueDate(userData32);
    return new String[] {
      Json.text(row, "id"),
      unlessZero(row, "debit_account_id"),
      unlessZero(row, "credit_account_id"),
      requested(row, ledger),
      ledger.code(),
      Json.text(row, "code"),
      date ? Times.formatValueDate(userData32) : "",
      String.join("|", Json.texts(row, "flags")),
      unlessZero(row, "pending_id"),
      unlessZero(row, "timeout"),
      unlessZero(row, "user_data_128"),
      unlessZero(row, "user_data_64"),
      date ? "" : unlessZero(row, "user_data_32"),
      ledger.amount(Json.text(row, "amount")),
      Json.text(row, "timestamp")
    };
  }

  /** The amount that was asked for; empty where a post asked for all that was held. */
  private static String requested(JsonNode row, LedgerInfo ledger) {
    String minor = Json.text(row, "requested_amount");
    boolean all =
        Json.texts(row, "flags").contains("post_pending_transfer")
            && minor.equals(Long.toString(Amounts.AMOUNT_MAX));
    return all ? "" : ledger.amount(minor);
  }

  private static String unlessZero(JsonNode row, String field) {
    String text = Json.text(row, field);
    return text.equals("0") ? "" : text;
  }

  private static void writeRow(CsvWriter out, String[] fields) {
    try {
      out.row(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
