package io.tallystick.load.report;

import io.tallystick.base.Checks;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A chart of lines as SVG.
 *
 * @param x the axis along
 * @param y the axis up
 * @param xTitle what the axis along shows, with its unit
 * @param yTitle what the axis up shows, with its unit
 * @param xLabel how a tick of {@code x} is written
 * @param shadedTo the part of {@code x} up to here is shaded: it was not measured. Not above the
 *     beginning of the axis: nothing is
 * @param lines at most {@link #LINES_MAX}
 */
record LineChart(
    Axis x,
    Axis y,
    String xTitle,
    String yTitle,
    DoubleFunction<String> xLabel,
    double shadedTo,
    List<Line> lines) {
  /** Lines that can be told apart. */
  static final int LINES_MAX = 4;

  private static final int WIDTH = 760;
  private static final int HEIGHT = 260;
  private static final int LEFT = 76;
  private static final int RIGHT = 724;
  private static final int TOP = 30;
  private static final int BOTTOM = 216;
  private static final int LEGEND_STEP = 130;

  /** One point. */
  record Point(double x, double y) {}

  /** A line with a name; gaps are points that are left out. */
  record Line(String name, List<Point> points) {}

  LineChart {
    lines = List.copyOf(lines);
    Checks.that(lines.size() <= LINES_MAX, "a chart's lines can be told apart");
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
        WIDTH,
        HEIGHT,
        Html.text(yTitle));
    if (shadedTo > x.min()) {
      add(
          svg,
          "<rect class=\"warm\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
          LEFT,
          TOP,
          along(shadedTo) - LEFT,
          BOTTOM - TOP);
    }
    addAxes(svg);
    for (int i = 0; i < lines.size(); i++) {
      addLine(svg, i, lines.get(i));
    }
    return svg.append("</svg>\n").toString();
  }

  private double along(double value) {
    return LEFT + x.share(value) * (RIGHT - LEFT);
  }

  private double up(double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }

  private void addAxes(StringBuilder svg) {
    for (double tick : y.ticks()) {
      double at = up(tick);
      add(
          svg,
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
          LEFT,
          at,
          RIGHT,
          at);
      add(svg, "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, at + 4, number(tick));
    }
    for (double tick : x.ticks()) {
      add(
          svg,
          "<text class=\"mid\" x=\"%.1f\" y=\"%d\">%s</text>",
          along(tick),
          BOTTOM + 18,
          Html.text(xLabel.apply(tick)));
    }
    add(
        svg,
        "<text class=\"mid\" x=\"%d\" y=\"%d\">%s</text>",
        (LEFT + RIGHT) / 2,
        HEIGHT - 6,
        Html.text(xTitle));
    add(svg, "<text x=\"4\" y=\"16\">%s</text>", Html.text(yTitle));
  }

  private void addLine(StringBuilder svg, int index, Line line) {
    StringBuilder points = new StringBuilder();
    for (Point point : line.points()) {
      add(points, "%.1f,%.1f ", along(point.x()), up(point.y()));
    }
    add(svg, "<polyline class=\"line%d\" points=\"%s\"/>", index, points.toString().strip());
    if (lines.size() > 1) {
      int at = RIGHT - (lines.size() - index) * LEGEND_STEP;
      add(
          svg,
          "<line class=\"line%d\" x1=\"%d\" y1=\"12\" x2=\"%d\" y2=\"12\"/>",
          index,
          at,
          at + 18);
      add(svg, "<text x=\"%d\" y=\"16\">%s</text>", at + 24, Html.text(line.name()));
    }
  }

  /** As short as it can be read: 250, 1.5k, 2M, 0.01. */
  static String number(double value) {
    if (value >= 1_000_000) {
      return trimmed(value / 1_000_000) + "M";
    }
    return value >= 10_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("\\.?0+$", "");
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
