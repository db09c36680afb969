package io.tallystick.gatling.report;

import java.util.List;
import java.util.Locale;

/**
 * Counts of named kinds as bars that lie below each other.
 *
 * @param title what it shows
 * @param bars from top to bottom
 */
record BarChart(String title, List<Bar> bars) {
  private static final int WIDTH = 440;
  private static final int TOP = 40;
  private static final int STEP = 48;
  private static final int BAR = 18;
  private static final int LEFT = 12;
  private static final int LENGTH = 416;
  private static final double PERCENT = 100.0;

  /** One kind, how often it was met, and its colour as CSS writes it. */
  record Bar(String name, long count, String colour) {}

  BarChart {
    bars = List.copyOf(bars);
  }

  String svg() {
    long all = Math.max(1, bars.stream().mapToLong(Bar::count).sum());
    Svg svg = new Svg(WIDTH, TOP + bars.size() * STEP, title);
    int y = TOP;
    for (Bar bar : bars) {
      String figure =
          String.format(Locale.ROOT, "%,d (%.1f %%)", bar.count(), PERCENT * bar.count() / all);
      svg.label(LEFT, y + 12.0, "start", bar.name());
      svg.label(LEFT + (double) LENGTH, y + 12.0, "end", figure);
      svg.add(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"var(--gatling-border-color)\"/>",
          LEFT, y + BAR, LENGTH, BAR);
      svg.add(
          "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
          LEFT, y + BAR, (double) LENGTH * bar.count() / all, BAR, bar.colour());
      y += STEP;
    }
    return svg.end();
  }
}
