package io.tallystick.load.report;

import io.tallystick.base.Checks;
import java.util.List;
import java.util.Locale;

/**
 * Bars under headings as SVG. Each group has a scale of its own: its longest bar takes all the
 * room, so that groups of thousands and of hundreds of thousands can be read.
 */
record BarChart(String title, List<Group> groups) {
  private static final int WIDTH = 760;
  private static final int LEFT = 110;
  private static final int LONGEST = 480;
  private static final int BAR = 20;
  private static final int STEP = 26;
  private static final int HEADING = 34;
  private static final int COLOURS = 4;

  /**
   * One bar.
   *
   * @param value 0 or more
   * @param text stands behind it
   */
  record Bar(String name, double value, String text) {
    Bar {
      Checks.that(value >= 0, "a bar has a length");
    }
  }

  /** Bars of one scale under a heading. */
  record Group(String heading, List<Bar> bars) {}

  String svg() {
    StringBuilder inside = new StringBuilder();
    int y = 0;
    for (Group group : groups) {
      y += HEADING;
      add(inside, "<text x=\"0\" y=\"%d\">%s</text>\n", y - 10, Html.text(group.heading()));
      double longest = group.bars().stream().mapToDouble(Bar::value).max().orElse(0);
      for (int i = 0; i < group.bars().size(); i++) {
        addBar(inside, y, i % COLOURS, group.bars().get(i), longest);
        y += STEP;
      }
    }
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n%s</svg>%n",
        WIDTH,
        Math.max(y, 1),
        Html.text(title),
        inside);
  }

  private static void addBar(StringBuilder svg, int y, int colour, Bar bar, double longest) {
    double length = longest == 0 ? 0 : bar.value() / longest * LONGEST;
    int text = y + BAR - 5;
    add(
        svg,
        "<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>",
        LEFT - 8,
        text,
        Html.text(bar.name()));
    add(
        svg,
        "<rect class=\"bar%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        colour,
        LEFT,
        y,
        length,
        BAR);
    add(
        svg,
        "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
        LEFT + length + 8,
        text,
        Html.text(bar.text()));
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
