package io.tallystick.cli.cluster.demo;

import io.tallystick.cli.format.Quantities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A rate over time in plain text, with marks below it. Pure. */
final class RateChart {
  /** Widest chart, in columns of the plot. */
  static final int COLUMNS_MAX = 72;

  private static final int ROWS = 10;
  private static final int LABEL_WIDTH = 9;
  private static final int MS_PER_SECOND = 1_000;

  /**
   * Something that happened.
   *
   * @param atMs since the chart's begin
   */
  record Mark(long atMs, String text) {}

  private RateChart() {}

  /** Length of a column so that a time fits in, in whole tenths of a second. */
  static long columnMs(long durationMs) {
    long tenth = 100;
    return Math.max(tenth, up(up(durationMs, COLUMNS_MAX), tenth) * tenth);
  }

  /** Quotient of positive numbers, rounded up. */
  static long up(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /**
   * The lines.
   *
   * @param counts events of each column
   * @param columnMs length of a column
   * @param marks in the order of time, at most 26
   */
  static List<String> lines(String title, long[] counts, long columnMs, List<Mark> marks) {
    long[] rates = Arrays.stream(counts).map(count -> count * MS_PER_SECOND / columnMs).toArray();
    long top = niceTop(Arrays.stream(rates).max().orElse(0));
    List<String> lines = new ArrayList<>();
    lines.add(title);
    for (int row = ROWS; row >= 1; row--) {
      lines.add(label(row, top) + " |" + plotRow(rates, top, row));
    }
    lines.add(" ".repeat(LABEL_WIDTH - 1) + "0 +" + axis(counts.length, columnMs));
    lines.add(" ".repeat(LABEL_WIDTH + 2) + seconds(counts.length, columnMs));
    lines.add(
        (" ".repeat(LABEL_WIDTH + 2) + letters(counts.length, columnMs, marks)).stripTrailing());
    for (int i = 0; i < marks.size(); i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%c %6.1f s  %s",
              'A' + i,
              marks.get(i).atMs() / 1e3,
              marks.get(i).text()));
    }
    return lines;
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below; at least ten. */
  static long niceTop(long highest) {
    long unit = 10;
    while (true) {
      for (long factor : new long[] {1, 2, 5}) {
        if (unit * factor >= highest) {
          return unit * factor;
        }
      }
      unit *= 10;
    }
  }

  private static String label(int row, long top) {
    String text = row % 5 == 0 ? Quantities.count(top * row / ROWS) : "";
    return " ".repeat(Math.max(0, LABEL_WIDTH - text.length())) + text;
  }

  private static String plotRow(long[] rates, long top, int row) {
    StringBuilder line = new StringBuilder();
    for (long rate : rates) {
      // Half a step shows as a dot, and so does everything above zero in the lowest row.
      double steps = (double) rate * ROWS / top;
      boolean part = steps > row - 0.75 || (row == 1 && rate > 0);
      line.append(steps >= row - 0.25 ? '#' : part ? '.' : ' ');
    }
    return line.toString().stripTrailing();
  }

  private static String axis(int columns, long columnMs) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      line.append(isTick(i, columnMs) ? '+' : '-');
    }
    return line.toString();
  }

  /** Whether a column begins a new span of five seconds. */
  private static boolean isTick(int column, long columnMs) {
    long span = 5L * MS_PER_SECOND;
    return column == 0 || column * columnMs / span != (column - 1) * columnMs / span;
  }

  private static String seconds(int columns, long columnMs) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      if (isTick(i, columnMs) && line.length() <= i) {
        line.append(" ".repeat(i - line.length())).append(i * columnMs / MS_PER_SECOND).append('s');
      }
    }
    return line.toString();
  }

  private static String letters(int columns, long columnMs, List<Mark> marks) {
    char[] line = new char[columns];
    Arrays.fill(line, ' ');
    for (int i = 0; i < marks.size(); i++) {
      int at = (int) Math.min(columns - 1L, marks.get(i).atMs() / columnMs);
      while (at < columns - 1 && line[at] != ' ') {
        at++;
      }
      line[at] = (char) ('A' + i);
    }
    return new String(line);
  }
}
