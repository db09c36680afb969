package io.tallystick.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The page about a search for the capacity, from the document that programs get. */
public final class CapacityPage {
  private final JsonNode found;
  private final List<JsonNode> steps;

  /**
   * A page.
   *
   * @param found what {@code --find-capacity --json} prints
   */
  public CapacityPage(JsonNode found) {
    this.found = found;
    this.steps =
        StreamSupport.stream(found.path("steps").spliterator(), false)
            .sorted(Comparator.comparingDouble((JsonNode step) -> step.path("rate").asDouble()))
            .toList();
  }

  /** The whole page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<p>").append(Html.text(setting())).append("</p>\n");
    page.append("<dl><div><dt>capacity, transfers a second</dt><dd>");
    page.append(found.has("capacity_per_s") ? number(found, "capacity_per_s", "%,.0f") : "none");
    page.append("</dd></div></dl>\n");
    page.append(PageFrame.section("Latency by rate", "", latency()));
    page.append(PageFrame.heading("Steps"));
    page.append("<table><tr><th>due/s</th><th>settled/s</th><th>p50 ms</th><th>p99 ms</th>");
    page.append("<th>longest ms</th><th></th></tr>\n");
    steps.forEach(step -> addStep(page, step));
    page.append("</table>\n");
    if (found.has("limits")) {
      page.append(PageFrame.heading("What the lowest rate above it had in use"));
      page.append("<table>\n");
      for (JsonNode limit : found.path("limits")) {
        row(page, limit.path("part").asText(), 100 * limit.path("used").asDouble(), "%,.0f %%");
      }
      page.append("</table>\n");
      page.append(PageFrame.heading("Server threads, cores"));
      page.append("<table>\n");
      found
          .path("server_threads")
          .fields()
          .forEachRemaining(
              thread -> row(page, thread.getKey(), thread.getValue().asDouble(), "%.2f"));
      page.append("</table>\n");
    }
    return PageFrame.page(
        "Tallystick: capacity, " + found.path("scenario").asText(), page.toString(), found);
  }

  private String setting() {
    return String.format(
        Locale.ROOT,
        "open model, %s connections, %s transfers a request, %,d accounts; %s s a step; the highest"
            + " rate whose p99 is up to %s ms; seed %s",
        found.path("connections").asText(),
        found.path("rows_per_request").asText(),
        found.path("accounts").asLong(),
        found.path("seconds").asText(),
        found.path("p99_ms_max").asText(),
        found.path("seed").asText());
  }

  private static void addStep(StringBuilder page, JsonNode step) {
    page.append("<tr><td>").append(number(step, "rate", "%,.0f"));
    page.append("</td><td>").append(number(step, "transfers_per_s", "%,.0f"));
    for (String field : new String[] {"p50_ms", "p99_ms", "max_ms"}) {
      page.append("</td><td>").append(number(step, field, "%,.2f"));
    }
    page.append("</td><td>");
    page.append(step.path("held").asBoolean() ? "held" : step.path("because").asText());
    page.append("</td></tr>\n");
  }

  private static void row(StringBuilder page, String name, double value, String format) {
    page.append("<tr><td>").append(Html.text(name)).append("</td><td>");
    page.append(String.format(Locale.ROOT, format, value)).append("</td></tr>\n");
  }

  private static String number(JsonNode of, String field, String format) {
    return String.format(Locale.ROOT, format, of.path(field).asDouble());
  }

  private LineChart latency() {
    List<LineChart.Line> lines =
        List.of(line("p50", "p50_ms"), line("p99", "p99_ms"), line("p99.9", "p999_ms"), bound());
    double most = 1;
    double least = Double.MAX_VALUE;
    for (LineChart.Line line : lines) {
      for (LineChart.Point point : line.points()) {
        most = Math.max(most, point.y());
        least = Math.min(least, point.y());
      }
    }
    return new LineChart(
        Axis.linear(highestRate()),
        Axis.logarithmic(Math.min(least, most), most),
        "transfers due a second",
        "ms",
        LineChart::number,
        0,
        lines);
  }

  private LineChart.Line line(String name, String field) {
    List<LineChart.Point> points = new ArrayList<>();
    for (JsonNode step : steps) {
      if (step.path(field).asDouble() > 0) {
        points.add(new LineChart.Point(step.path("rate").asDouble(), step.path(field).asDouble()));
      }
    }
    return new LineChart.Line(name, points);
  }

  private LineChart.Line bound() {
    double bound = found.path("p99_ms_max").asDouble();
    return new LineChart.Line(
        "bound of p99",
        List.of(new LineChart.Point(0, bound), new LineChart.Point(highestRate(), bound)));
  }

  private double highestRate() {
    return steps.isEmpty() ? 1 : steps.get(steps.size() - 1).path("rate").asDouble();
  }
}
