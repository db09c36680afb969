package io.tallystick.cli.csv;

import java.io.IOException;
import java.io.Writer;

/** Writes RFC 4180 rows, quoting only what must be, with a line feed after each. */
public final class CsvWriter implements AutoCloseable {
  private final Writer out;

  public CsvWriter(Writer out) {
    this.out = out;
  }

  /** Writes one row; null counts as empty. */
  public void row(String... fields) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(quoted(fields[i]));
    }
    out.write('\n');
  }

  /** A field as it is written. */
  static String quoted(String field) {
    if (field == null) {
      return "";
    }
    boolean needed = false;
    for (int i = 0; i < field.length() && !needed; i++) {
      char c = field.charAt(i);
      needed = c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }

  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
