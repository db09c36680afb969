package io.tallystick.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about peers in one run, from the document that programs get. */
public final class ComparePage {
  private final JsonNode figures;
  private final String setting;

  /**
   * A page.
   *
   * @param figures what {@code --json} prints
   * @param setting command and machine, for people
   */
  public ComparePage(JsonNode figures, String setting) {
    this.figures = figures;
    this.setting = setting;
  }

  /** The whole page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<p>").append(Html.text(setting)).append("</p>\n");
    page.append(PageFrame.heading("Transfers settled a second"));
    page.append("<p>The longest bar of each kind of work takes all the room; the others are drawn")
        .append(" to its scale.</p>\n");
    page.append(chart().svg());
    for (JsonNode name : figures.path("not_run")) {
      page.append("<p>").append(Html.text(name.asText())).append(" was not run.</p>\n");
    }
    page.append(PageFrame.heading("Figures"));
    page.append("<table><tr><th>work</th><th></th><th>settled/s</th>");
    page.append("<th>Tallystick, times</th><th>p50 ms</th><th>p99 ms</th></tr>\n");
    for (JsonNode row : figures.path("medians")) {
      page.append("<tr><td>").append(Html.text(row.path("workload").asText()));
      page.append("</td><td>").append(Html.text(row.path("peer").asText()));
      for (String cell :
          List.of(
              number(row, "transfers_per_s", "%,.0f"),
              number(row, "tallystick_ratio", "%.2f"),
              number(row, "p50_ms", "%,.1f"),
              number(row, "p99_ms", "%,.1f"))) {
        page.append("</td><td>").append(cell);
      }
      page.append("</td></tr>\n");
    }
    page.append("</table>\n");
    return PageFrame.page("Peers in one run", page.toString(), figures);
  }

  private BarChart chart() {
    Map<String, List<BarChart.Bar>> groups = new LinkedHashMap<>();
    for (JsonNode row : figures.path("medians")) {
      groups
          .computeIfAbsent(row.path("workload").asText(), heading -> new ArrayList<>())
          .add(
              new BarChart.Bar(
                  row.path("peer").asText(),
                  row.path("transfers_per_s").asDouble(),
                  number(row, "transfers_per_s", "%,.0f") + "/s"));
    }
    return new BarChart(
        "transfers settled a second",
        groups.entrySet().stream()
            .map(group -> new BarChart.Group(group.getKey(), group.getValue()))
            .toList());
  }

  private static String number(JsonNode row, String field, String format) {
    return row.has(field) ? String.format(Locale.ROOT, format, row.path(field).asDouble()) : "–";
  }
}
