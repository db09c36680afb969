package io.tallystick.load.report;

import com.fasterxml.jackson.databind.JsonNode;

/** What all pages have in common: one file without scripts, light or dark as the reader has it. */
final class PageFrame {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2733; --soft: #66727f; --grid: #dde3ea; --page: #fff; --warm: #f1f4f8;
        --a: #1668c7; --b: #d2691e; --c: #2d8a4e; --d: #8a4fc2; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #98a5b3; --grid: #313b47; --page: #12171d;
        --warm: #1b222b; --a: #6fb1ff; --b: #ffa763; --c: #6ed494; --d: #c79bff; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page); max-width: 820px;
        margin: 2em auto; padding: 0 1em; }
      h1 { font-size: 1.4em; } h2 { font-size: 1.05em; margin: 1.8em 0 .3em; } p { color: var(--soft); margin: .2em 0; }
      dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 1em; margin: 1.4em 0; }
      dt { color: var(--soft); font-size: .85em; } dd { margin: 0; font-size: 1.35em; font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--soft); }
      .mid { text-anchor: middle; } .end { text-anchor: end; } .grid { stroke: var(--grid); } .warm { fill: var(--warm); }
      polyline, line { fill: none; stroke-width: 1.8; } .grid { stroke-width: 1; } .line0 { stroke: var(--a); }
      .line1 { stroke: var(--b); } .line2 { stroke: var(--c); } .line3 { stroke: var(--d); }
      .bar0 { fill: var(--a); } .bar1 { fill: var(--b); } .bar2 { fill: var(--c); } .bar3 { fill: var(--d); }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; } td, th { text-align: right; padding: .15em 1em .15em 0; }
      pre { overflow: auto; font-size: .85em; }
      """;

  private PageFrame() {}

  /**
   * A whole page.
   *
   * @param title plain text
   * @param content HTML
   * @param figures shown whole at the end, folded away
   */
  static String page(String title, String content, JsonNode figures) {
    String heading = Html.text(title);
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + heading
        + "</title>\n<style>\n"
        + STYLE
        + "</style></head><body>\n<h1>"
        + heading
        + "</h1>\n"
        + content
        + "<details><summary>All figures</summary><pre>"
        + Html.text(figures.toPrettyString())
        + "</pre></details>\n</body></html>\n";
  }

  /**
   * A chart under a title; nothing where it has no point, since what it would show is not known.
   */
  static String section(String title, String text, LineChart chart) {
    if (chart.lines().stream().allMatch(line -> line.points().isEmpty())) {
      return "";
    }
    return heading(title)
        + (text.isEmpty() ? "" : "<p>" + Html.text(text) + "</p>\n")
        + chart.svg();
  }

  static String heading(String title) {
    return "<h2>" + Html.text(title) + "</h2>\n";
  }
}
