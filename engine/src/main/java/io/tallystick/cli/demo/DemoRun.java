package io.tallystick.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.cli.Console;
import io.tallystick.cli.client.ApiClient;
import io.tallystick.cli.client.Json;
import io.tallystick.cli.client.Retries;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.cli.view.Receipt;
import java.util.function.LongSupplier;

/** Shows the main job against a running node: ledgers, accounts, transfers, a receipt. */
public final class DemoRun {
  private static final long WATCH_MS = 100;
  private static final long RETRY_FOR_MS = 60_000;
  private static final long JOURNAL_WAIT_MS = 120_000;
  private static final long NANOS_PER_MS = 1_000_000L;

  private final ApiClient api;
  private final DemoPlan plan;
  private final Console console;
  private final LongSupplier nanoTime;
  private final Retries retries = Retries.of(RETRY_FOR_MS);

  public DemoRun(ApiClient api, DemoPlan plan, Console console, LongSupplier nanoTime) {
    this.api = api;
    this.plan = plan;
    this.console = console;
    this.nanoTime = nanoTime;
  }

  /** Name of the transfer that the receipt is for. */
  public String receiptId() {
    return "demo:receipt:" + Long.toHexString(plan.run());
  }

  /**
   * Declares ledgers, creates accounts and settles the transfers.
   *
   * @return transfers settled, time it took, heights reached
   */
  public ObjectNode settle() {
    DemoWorkload workload = new DemoSetup(api, retries, console).run(plan);
    DemoLoad load = new DemoLoad(api, plan, workload, retries);
    long start = nanoTime.getAsLong();
    try (ProgressLine progress = new ProgressLine(console, nanoTime)) {
      load.run(() -> progress.update(() -> progressText(load.settled(), start)), WATCH_MS);
      progress.finish(progressText(load.settled(), start));
    }
    long elapsed = nanoTime.getAsLong() - start;
    submitReceiptTransfer();
    return JsonNodeFactory.instance
        .objectNode()
        .put("transfers", load.settled())
        .put("refused", plan.transfers() - load.settled())
        .put("elapsed_ms", elapsed / NANOS_PER_MS)
        .put("transfers_per_second", Quantities.perSecond(load.settled(), elapsed));
  }

  /**
   * Waits until the journal holds what is settled.
   *
   * @return the journalled height
   */
  public long awaitJournal() {
    long settled = Json.number(status(), "settled_height");
    long start = nanoTime.getAsLong();
    try (ProgressLine progress = new ProgressLine(console, nanoTime)) {
      while (true) {
        long journalled = Json.number(status(), "journalled_height");
        long waitedMs = (nanoTime.getAsLong() - start) / NANOS_PER_MS;
        if (journalled >= settled || waitedMs > JOURNAL_WAIT_MS) {
          progress.finish(journalText(journalled, settled));
          return journalled;
        }
        progress.update(() -> journalText(journalled, settled));
        pause();
      }
    }
  }

  /** The receipt of this run's named transfer. */
  public Receipt receipt() {
    return Receipt.of(
        retries.run(
            () -> api.get("/v1/transfers/" + ApiClient.encode(receiptId()) + "/proof"),
            (failure, pauseMs) -> {}));
  }

  /** All ledgers with their totals. */
  public JsonNode ledgers() {
    return api.get("/v1/ledgers").path("ledgers");
  }

  private void submitReceiptTransfer() {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", receiptId())
            .put("debit_account_id", DemoWorkload.accountName(0))
            .put("credit_account_id", DemoWorkload.accountName(DemoWorkload.LEDGERS.size()))
            .put("amount", "1250")
            .put("ledger", DemoWorkload.LEDGERS.get(0))
            .put("code", DemoWorkload.CODE);
    retries.run(
        () -> api.post("/v1/transfers", JsonNodeFactory.instance.arrayNode().add(row)),
        (failure, pauseMs) -> {});
  }

  private JsonNode status() {
    return retries.run(() -> api.get("/v1/status"), (failure, pauseMs) -> {});
  }

  private String progressText(long settled, long start) {
    long elapsed = nanoTime.getAsLong() - start;
    JsonNode status = status();
    return "transfers "
        + ProgressLine.bar(settled, plan.transfers())
        + "  "
        + Quantities.count(settled)
        + " settled, "
        + Quantities.rate(settled, elapsed)
        + ", height "
        + Quantities.count(Json.number(status, "settled_height"))
        + ", journalled "
        + Quantities.count(Json.number(status, "journalled_height"));
  }

  private static String journalText(long journalled, long settled) {
    return "journal   "
        + ProgressLine.bar(journalled, settled)
        + "  height "
        + Quantities.count(journalled)
        + " of "
        + Quantities.count(settled);
  }

  private static void pause() {
    try {
      Thread.sleep(WATCH_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "The demonstration was interrupted.", e);
    }
  }
}
