package io.tallystick.gatling.report;

import io.tallystick.gatling.report.Series.Point;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Series over two axes as SVG.
 *
 * @param title what it shows
 * @param xTitle what the axis along shows, with its unit
 * @param yTitle what the axis up shows, with its unit
 * @param xLabel how a tick of the axis along is written
 * @param mark how values are drawn
 * @param series drawn in this order
 */
record PlotChart(
    String title,
    String xTitle,
    String yTitle,
    DoubleFunction<String> xLabel,
    Mark mark,
    List<Series> series) {
  private static final int WIDTH = 1_100;
  private static final int HEIGHT = 306;
  private static final int LEFT = 70;
  private static final int RIGHT = 1_080;
  private static final int TOP = 56;
  private static final int BOTTOM = 250;
  private static final int UNIT_Y = 42;
  private static final int X_TITLE_Y = 288;
  private static final int LEGEND_CHAR_WIDTH = 7;
  private static final int LEGEND_GAP = 34;
  private static final int LEGEND_ROW = 18;

  /** How values are drawn. */
  enum Mark {
    LINE,
    DOT,
    COLUMN
  }

  PlotChart {
    series = List.copyOf(series);
  }

  String svg() {
    Axis x = axis(Point::x);
    Axis y = axis(Point::y);
    int perRow = Math.max(1, (RIGHT - LEFT) / legendWidth());
    int rows = (series.size() + perRow - 1) / perRow;
    Svg svg = new Svg(WIDTH, HEIGHT + rows * LEGEND_ROW, title);
    addAxes(svg, x, y);
    for (int i = 0; i < series.size(); i++) {
      Series one = series.get(i);
      int left = LEFT + i % perRow * legendWidth();
      int middle = HEIGHT + i / perRow * LEGEND_ROW;
      svg.add(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
          left, middle - 6, one.colour());
      svg.label(left + 17.0, middle + 4.0, "start", one.name());
      addSeries(svg, x, y, one);
    }
    return svg.end();
  }

  private Axis axis(ToDoubleFunction<Point> value) {
    return Axis.upTo(
        series.stream().flatMap(one -> one.points().stream()).mapToDouble(value).max().orElse(1));
  }

  private int legendWidth() {
    int chars = series.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    return chars * LEGEND_CHAR_WIDTH + LEGEND_GAP;
  }

  private void addAxes(Svg svg, Axis x, Axis y) {
    for (double tick : y.ticks()) {
      double at = up(y, tick);
      svg.add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"var(--gatling-border-color)\"/>",
          LEFT, at, RIGHT, at);
      svg.label(LEFT - 6.0, at + 4, "end", Svg.number(tick));
    }
    for (double tick : x.ticks()) {
      svg.label(along(x, tick), BOTTOM + 18.0, "middle", xLabel.apply(tick));
    }
    svg.label((LEFT + RIGHT) / 2.0, X_TITLE_Y, "middle", xTitle);
    svg.label(12, UNIT_Y, "start", yTitle);
  }

  private void addSeries(Svg svg, Axis x, Axis y, Series one) {
    if (mark == Mark.LINE) {
      StringBuilder way = new StringBuilder();
      for (Point point : one.points()) {
        way.append(Math.round(along(x, point.x()) * 10) / 10.0)
            .append(',')
            .append(Math.round(up(y, point.y()) * 10) / 10.0)
            .append(' ');
      }
      svg.add(
          "<polyline fill=\"none\" stroke-width=\"1.6\" stroke=\"%s\" points=\"%s\"/>",
          one.colour(), way.toString().strip());
      return;
    }
    for (Point point : one.points()) {
      if (mark == Mark.DOT) {
        svg.add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>",
            along(x, point.x()), up(y, point.y()), one.colour());
      } else if (point.y() > 0) {
        svg.add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"5\" height=\"%.1f\" fill=\"%s\"/>",
            along(x, point.x()) - 2.5, up(y, point.y()), BOTTOM - up(y, point.y()), one.colour());
      }
    }
  }

  private static double along(Axis x, double value) {
    return LEFT + x.share(value) * (RIGHT - LEFT);
  }

  private static double up(Axis y, double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }
}
