package io.tallystick.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.cli.format.ProgressLine;
import io.tallystick.cli.format.Quantities;
import io.tallystick.node.VerifyOptions;
import io.tallystick.node.VerifyReport;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** What a verification found, for people and for programs. */
public final class VerifyView {
  private static final long NANOS_PER_MS = 1_000_000L;
  private static final long MS_PER_SECOND = 1_000L;

  private final LongSupplier nanoTime;
  private String stage = "";
  private long stageStart;

  /**
   * @param nanoTime clock as {@link System#nanoTime()}
   */
  public VerifyView(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A progress line. */
  public String progress(String currentStage, long height, long lastHeight, long records) {
    long now = nanoTime.getAsLong();
    if (!currentStage.equals(stage)) {
      stage = currentStage;
      stageStart = now;
    }
    long elapsed = now - stageStart;
    String known = lastHeight > 0 ? ProgressLine.bar(height, lastHeight) + "  " : "";
    return String.format(
        "%-12s %sheight %s, %s records, %s%s",
        currentStage,
        known,
        Quantities.count(height),
        Quantities.count(records),
        Quantities.rate(records, elapsed),
        ProgressLine.remaining(height, lastHeight, elapsed));
  }

  /** The form for people. */
  public static void print(VerifyReport report, VerifyOptions options, PrintWriter out) {
    out.printf(
        "local store  height %s, %s records, %s, %s%n",
        Quantities.count(report.localHeight()),
        Quantities.count(report.records()),
        Quantities.duration(report.localMs() * NANOS_PER_MS),
        rates(report));
    if (report.journalHeight() == VerifyReport.JOURNAL_LEFT_OUT) {
      out.println("Cassandra    left out");
    } else {
      out.printf(
          "Cassandra    height %s, %s%n",
          Quantities.count(report.journalHeight()),
          Quantities.duration(report.journalMs() * NANOS_PER_MS));
    }
    if (report.localHeight() > 0) {
      out.println("head         " + report.localHeight() + ":" + report.localHash());
    }
    if (!report.ledgers().isEmpty()) {
      out.println();
      LedgerTotals.table(report.ledgers()).print(out);
    }
    report.notes().forEach(note -> out.println("note: " + note));
    out.println();
    if (report.intact()) {
      out.println("Intact: every hash link, Merkle root, balance and conservation holds.");
    } else {
      report.damages().forEach(damage -> out.println(text(damage)));
      out.println("NOT INTACT: " + options.data() + " is not as it was written.");
    }
  }

  /** The form for programs. */
  public static ObjectNode toJson(VerifyReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("intact", report.intact());
    json.put("height", report.localHeight()).put("hash", report.localHash());
    json.put("records", report.records()).put("bytes", report.bytes());
    json.put("elapsed_ms", report.localMs());
    if (report.journalHeight() == VerifyReport.JOURNAL_LEFT_OUT) {
      json.putNull("journal_height");
    } else {
      json.put("journal_height", report.journalHeight());
      json.put("journal_elapsed_ms", report.journalMs());
    }
    for (VerifyReport.LedgerTotals row : report.ledgers()) {
      json.withArray("ledgers")
          .addObject()
          .put("id", row.number())
          .put("code", row.code())
          .put("scale", row.scale())
          .put("debits_pending", row.debitsPending())
          .put("debits_posted", row.debitsPosted())
          .put("credits_pending", row.creditsPending())
          .put("credits_posted", row.creditsPosted());
    }
    for (VerifyReport.Damage damage : report.damages()) {
      json.withArray("damages")
          .addObject()
          .put("height", damage.height())
          .put("place", damage.place())
          .put("first_byte", damage.firstByte())
          .put("last_byte", damage.lastByte())
          .put("code", damage.code())
          .put("message", damage.message());
    }
    report.notes().forEach(json.withArray("notes")::add);
    return json;
  }

  private static String text(VerifyReport.Damage damage) {
    String bytes =
        damage.firstByte() < 0 ? "" : ", bytes " + damage.firstByte() + " to " + damage.lastByte();
    return "bad: height "
        + damage.height()
        + ", "
        + damage.place()
        + bytes
        + ": "
        + damage.message()
        + " ("
        + damage.code()
        + ")";
  }

  private static String rates(VerifyReport report) {
    long nanos = report.localMs() * NANOS_PER_MS;
    return Quantities.rate(report.records(), nanos)
        + ", "
        + Quantities.bytes(report.bytes() * MS_PER_SECOND / Math.max(1, report.localMs()))
        + "/s";
  }
}
