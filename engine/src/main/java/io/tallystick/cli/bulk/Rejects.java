package io.tallystick.cli.bulk;

import io.tallystick.cli.csv.CsvWriter;
import io.tallystick.cli.format.ProgressLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reports rows that were not taken: the first ones on the console, all of them in a CSV file with
 * the columns file, line, field, reason, row. The file is made with the first of them.
 */
final class Rejects implements AutoCloseable {
  /** Most rows that are shown on the console. */
  static final int SHOWN_MAX = 20;

  private final Path file;
  private final ProgressLine progress;
  private CsvWriter writer;
  private long count;

  Rejects(Path file, ProgressLine progress) {
    this.file = file;
    this.progress = progress;
  }

  /** How many rows were rejected so far. */
  long count() {
    return count;
  }

  Path file() {
    return file;
  }

  /**
   * Reports one row.
   *
   * @param source name of the file that it stands in
   * @param line from 1
   * @param field the column at fault; empty if it is the whole row
   * @param raw the row as it stands there
   */
  void add(String source, long line, String field, String reason, String raw) {
    count++;
    if (count <= SHOWN_MAX) {
      String where = field.isEmpty() ? "" : ", " + field;
      progress.note("rejected: " + source + " line " + line + where + ": " + reason);
    } else if (count == SHOWN_MAX + 1) {
      progress.note("rejected: more; see " + file);
    }
    try {
      if (writer == null) {
        writer = new CsvWriter(open());
        writer.row("file", "line", "field", "reason", "row");
      }
      writer.row(source, Long.toString(line), field, reason, raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedWriter open() throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }
}
