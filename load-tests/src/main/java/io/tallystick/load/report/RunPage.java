package io.tallystick.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The page about one run of the load driver, from the document that programs get. */
public final class RunPage {
  private final JsonNode figures;
  private final List<JsonNode> seconds;

  /**
   * A page.
   *
   * @param figures what {@code --json} prints
   */
  public RunPage(JsonNode figures) {
    this.figures = figures;
    this.seconds = StreamSupport.stream(figures.path("by_second").spliterator(), false).toList();
  }

  /** The whole page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<p>").append(Html.text(setting())).append("</p>\n");
    addTiles(page);
    chart(page, "Throughput", overTime("transfers settled a second", line("", "transfers")));
    page.append(
        PageFrame.section(
            "Latency", "Of whole requests, retries included, by percentile.", latency()));
    chart(page, "Batch size", overTime("transfers a batch", line("", "transfers_per_batch")));
    chart(page, "Journal lag", overTime("MiB not yet journalled", line("", "journal_lag_mb")));
    chart(
        page,
        "Processor",
        overTime(
            "cores of " + figures.path("machine_cores").asText(),
            line("server", "server_cpu_cores"),
            line("Cassandra", "cassandra_cpu_cores"),
            line("driver", "driver_cpu_cores")));
    chart(page, "Garbage collection", overTime("ms paused in a second", line("", "gc_pause_ms")));
    return PageFrame.page(
        "Tallystick: " + figures.path("scenario").asText(), page.toString(), figures);
  }

  private String setting() {
    String model =
        figures.has("rate")
            ? "open model, " + figures.path("rate").asText() + " transfers due a second"
            : "closed model";
    return String.format(
        Locale.ROOT,
        "%s, %s connections, %s transfers a request, %,d accounts, %s ids; %s s measured after %s s"
            + " of warm-up (shaded); seed %s",
        model,
        figures.path("connections").asText(),
        figures.path("rows_per_request").asText(),
        figures.path("accounts").asLong(),
        figures.path("ids").asText(),
        figures.path("seconds").asText(),
        figures.path("warm_up_s").asText(),
        figures.path("seed").asText());
  }

  private void addTiles(StringBuilder page) {
    page.append("<dl>\n");
    tile(page, "transfers a second", "transfers_per_s", "%,.0f");
    tile(page, "requests a second", "requests_per_s", "%,.1f");
    tile(page, "p50", "p50_ms", "%,.2f ms");
    tile(page, "p99", "p99_ms", "%,.2f ms");
    tile(page, "p99.9", "p999_ms", "%,.2f ms");
    tile(page, "longest", "max_ms", "%,.2f ms");
    tile(page, "journal lag at the end", "journal_lag_at_end_mb", "%,.1f MiB");
    tile(page, "server processor time", "server_cpu_s", "%,.1f s");
    tile(page, "server memory", "server_rss_mb", "%,.0f MiB");
    tile(page, "unanswered requests", "unanswered_requests", "%,.0f");
    page.append("</dl>\n");
  }

  private void tile(StringBuilder page, String name, String field, String format) {
    if (figures.has(field)) {
      String value = String.format(Locale.ROOT, format, figures.path(field).asDouble());
      page.append("<div><dt>").append(name).append("</dt><dd>");
      page.append(value).append("</dd></div>\n");
    }
  }

  private static void chart(StringBuilder page, String title, LineChart chart) {
    page.append(PageFrame.section(title, "", chart));
  }

  private LineChart.Line line(String name, String field) {
    List<LineChart.Point> points = new ArrayList<>();
    for (JsonNode second : seconds) {
      if (second.path(field).isNumber()) {
        points.add(
            new LineChart.Point(second.path("second").asDouble(), second.path(field).asDouble()));
      }
    }
    return new LineChart.Line(name, points);
  }

  private LineChart overTime(String unit, LineChart.Line... lines) {
    List<LineChart.Line> all = Stream.of(lines).filter(known -> !known.points().isEmpty()).toList();
    return new LineChart(
        Axis.linear(seconds.size()),
        Axis.linear(highest(all, LineChart.Point::y)),
        "seconds since the first request",
        unit,
        LineChart::number,
        figures.path("warm_up_s").asDouble(),
        all);
  }

  private static double highest(
      List<LineChart.Line> lines, ToDoubleFunction<LineChart.Point> value) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(value)
        .max()
        .orElse(1);
  }

  /**
   * Along: one of how many requests is slower, so that each nine has the same room. It ends with
   * the number of requests: nothing is known of one in more.
   */
  private LineChart latency() {
    List<LineChart.Point> points = new ArrayList<>();
    double least = Double.MAX_VALUE;
    for (JsonNode step : figures.path("latency_percentiles")) {
      double slower = 1 - step.path("percentile").asDouble() / 100;
      double ms = step.path("ms").asDouble();
      if (slower > 0 && ms > 0 && 1 / slower <= figures.path("latency_samples").asDouble()) {
        points.add(new LineChart.Point(1 / slower, ms));
        least = Math.min(least, ms);
      }
    }
    List<LineChart.Line> lines = List.of(new LineChart.Line("", points));
    boolean empty = points.isEmpty();
    return new LineChart(
        Axis.logarithmic(1, empty ? 10 : highest(lines, LineChart.Point::x)),
        Axis.logarithmic(empty ? 1 : least, empty ? 10 : highest(lines, LineChart.Point::y)),
        "percentile of requests",
        "ms",
        RunPage::percentile,
        0,
        lines);
  }

  /** 1 of 1 is 0 %, 1 of 10 is 90 %, 1 of 1,000 is 99.9 %. */
  private static String percentile(double oneOf) {
    return LineChart.number(100 - 100 / oneOf) + " %";
  }
}
