package io.tallystick.gatling.report;

import java.util.Locale;

/**
 * Collects the text of one drawing. Colours of text and lines follow the report's light or dark
 * theme.
 */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title) {
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" font-size=\"12\""
            + " style=\"width:100%%;display:block;fill:var(--gatling-text-color)\">",
        width, height, escaped(title));
    add("<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"bold\">%s</text>", escaped(title));
  }

  /** Adds text in the format of {@link String#format}, with points in decimals. */
  Svg add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
    return this;
  }

  /** A text whose place is its start, middle or end. */
  Svg label(double x, double y, String anchor, String label) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(label));
  }

  String end() {
    return text + "</svg>\n";
  }

  /** As short as it can be read: 250, 1.5k, 2M, 0.01. */
  static String number(double value) {
    if (value >= 1_000_000) {
      return trimmed(value / 1_000_000) + "M";
    }
    return value >= 10_000 ? trimmed(value / 1_000) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
  }

  /** Names of requests come from simulations, which may call them anything. */
  static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
