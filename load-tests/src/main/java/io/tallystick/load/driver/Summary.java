package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a run's figures for people, from the same document that programs get. */
final class Summary {
  private final JsonNode figures;
  private final PrintWriter out;

  Summary(JsonNode figures, PrintWriter out) {
    this.figures = figures;
    this.out = out;
  }

  void print() {
    line(
        "%s, %s model, %d connections, %,d transfers a request, %,d accounts, %s ids",
        text("scenario"),
        text("model") + (figures.has("rate") ? " at " + text("rate") + "/s" : ""),
        number("connections"),
        number("rows_per_request"),
        number("accounts"),
        text("ids"));
    line("%d s measured after %d s of warm-up", number("seconds"), number("warm_up_s"));
    line("");
    line(
        "  settled      %,14.0f transfers/s  (%,.1f requests/s, %,.0f rows/s answered)",
        decimal("transfers_per_s"), decimal("requests_per_s"), decimal("rows_per_s"));
    line(
        "  latency      p50 %.2f ms   p99 %.2f ms   p99.9 %.2f ms   max %.2f ms",
        decimal("p50_ms"), decimal("p99_ms"), decimal("p999_ms"), decimal("max_ms"));
    if (figures.has("reads_per_s")) {
      line(
          "  reads        %,14.0f reads/s  p50 %.2f ms   p99 %.2f ms   max %.2f ms",
          decimal("reads_per_s"),
          decimal("read_p50_ms"),
          decimal("read_p99_ms"),
          decimal("read_max_ms"));
    }
    line(
        "  answers      %,d created; refused %s; HTTP %s; %d broken connections, %d unanswered",
        number("created"),
        figures.path("refused"),
        figures.path("http_statuses"),
        number("connection_errors"),
        number("unanswered_requests"));
    line(
        "  heights      settled %,d → %,d, journalled %,d → %,d (journal: %s)",
        number("settled_height_before"),
        number("settled_height_after"),
        number("journalled_height_before"),
        number("journalled_height_after"),
        text("journal"));
    line(
        "  journal lag  %,d batches (%.1f MiB) at the end, at most %,d (%.1f MiB)%s",
        number("journal_lag_at_end"),
        decimal("journal_lag_at_end_mb"),
        number("journal_lag_max"),
        decimal("journal_lag_max_mb"),
        figures.has("journal_catch_up_ms")
            ? "; caught up in " + number("journal_catch_up_ms") + " ms"
            : "");
    process("driver");
    process("server");
    process("cassandra");
    line("  limits       %s", Saturation.inWords(figures));
    out.flush();
  }

  private void process(String name) {
    if (!figures.has(name + "_cpu_s")) {
      line("  %-12s processor time not known", name);
      return;
    }
    String memory =
        figures.has(name + "_rss_mb")
            ? String.format(
                Locale.ROOT,
                ", %,.0f MiB resident (peak %,.0f)",
                decimal(name + "_rss_mb"),
                decimal(name + "_rss_peak_mb"))
            : "";
    line(
        "  %-12s %.1f CPU seconds = %.2f of %d cores, %,.1f µs a request%s",
        name,
        decimal(name + "_cpu_s"),
        decimal(name + "_cpu_cores"),
        number("machine_cores"),
        decimal(name + "_cpu_us_per_request"),
        memory);
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  private String text(String field) {
    return figures.path(field).asText("");
  }

  private long number(String field) {
    return figures.path(field).asLong(0);
  }

  private double decimal(String field) {
    return figures.path(field).asDouble(0);
  }
}
