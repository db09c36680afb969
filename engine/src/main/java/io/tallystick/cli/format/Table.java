package io.tallystick.cli.format;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns, for people. Build it, then print it once. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] right;
  private final boolean titled;

  private Table(boolean[] right, boolean titled) {
    this.right = right;
    this.titled = titled;
  }

  /** A table with titles; a title that begins with {@code >} aligns its column to the right. */
  public static Table titled(String... titles) {
    boolean[] right = new boolean[titles.length];
    String[] row = new String[titles.length];
    for (int i = 0; i < titles.length; i++) {
      right[i] = titles[i].startsWith(">");
      row[i] = right[i] ? titles[i].substring(1) : titles[i];
    }
    Table table = new Table(right, true);
    table.rows.add(row);
    return table;
  }

  /** Two columns, name and value, without titles. */
  public static Table facts() {
    return new Table(new boolean[2], false);
  }

  /** Adds a row; null counts as empty. */
  public Table row(Object... cells) {
    String[] row = new String[right.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = i < cells.length && cells[i] != null ? cells[i].toString() : "";
    }
    rows.add(row);
    return this;
  }

  /** Adds a name and its value unless the value is null or empty. */
  public Table fact(String name, Object value) {
    return value == null || value.toString().isEmpty() ? this : row(name, value);
  }

  /** Whether nothing but titles is in it. */
  public boolean isEmpty() {
    return rows.size() == (titled ? 1 : 0);
  }

  public void print(PrintWriter out) {
    int[] widths = new int[right.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String pad = " ".repeat(widths[i] - width(row[i]));
        line.append(i == 0 ? "" : GAP).append(right[i] ? pad + row[i] : row[i] + pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
