package io.tallystick.cli.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads RFC 4180 rows from a stream in flat memory, UTF-8, with any of the three line ends. A
 * malformed row does not end the reading: it is reported by {@link #problem()}, and reading goes on
 * at the next line. Empty lines are skipped.
 */
public final class CsvReader implements AutoCloseable {
  /** Longest row, in bytes. */
  public static final int ROW_BYTES_MAX = 65_536;

  /** Most fields of a row. */
  public static final int FIELDS_MAX = 64;

  private static final int BUFFER_BYTES = 8 * ROW_BYTES_MAX;
  private static final int KEPT_OF_LONG_LINE_BYTES = 1_024;
  private static final int END_OF_INPUT = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final int[] starts = new int[FIELDS_MAX];
  private final int[] ends = new int[FIELDS_MAX];
  private final boolean[] escaped = new boolean[FIELDS_MAX];
  private int limit;
  private int rowStart;
  private int rowEnd;
  private int next;
  private int fields;
  private long line;
  private long nextLine = 1;
  private long discarded;
  private boolean ended;
  private String problem;

  public CsvReader(InputStream in) throws IOException {
    this.in = in;
    if (byteAt(0) == 0xEF && byteAt(1) == 0xBB && byteAt(2) == 0xBF) {
      rowStart = 3;
      next = 3;
    }
  }

  /** Moves to the next row; false at the end. */
  public boolean next() throws IOException {
    skipEmptyLines();
    rowStart = next;
    line = nextLine;
    fields = 0;
    problem = null;
    if (byteAt(0) == END_OF_INPUT) {
      return false;
    }
    int at = field(0);
    while (problem == null && byteAt(at) == ',') {
      at = field(at + 1);
    }
    if (problem != null) {
      at = firstLineBreak();
    }
    rowEnd = rowStart + at;
    int lineBreak = lineBreakBytes(at);
    next = rowEnd + lineBreak;
    countLines();
    return true;
  }

  /** Why the row cannot be read, or null. */
  public String problem() {
    return problem;
  }

  /** Fields in this row. */
  public int fields() {
    return fields;
  }

  /** The value of a field, quotes taken off; from 0. */
  public String text(int field) {
    int from = rowStart + starts[field];
    String text = new String(buffer, from, ends[field] - starts[field], StandardCharsets.UTF_8);
    return escaped[field] ? text.replace("\"\"", "\"") : text;
  }

  /** The row as it stands in the file, without its line end. */
  public String raw() {
    return new String(buffer, rowStart, rowEnd - rowStart, StandardCharsets.UTF_8);
  }

  /** The line on which the row begins, from 1. */
  public long line() {
    return line;
  }

  /** Bytes of the stream that are done. */
  public long bytesDone() {
    return discarded + next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads one field from offset {@code at} of the row; returns the offset of what ends it. */
  private int field(int at) throws IOException {
    if (fields == FIELDS_MAX) {
      problem = "more than " + FIELDS_MAX + " fields";
      return at;
    }
    return byteAt(at) == '"' ? quotedField(at + 1) : plainField(at);
  }

  private int plainField(int from) throws IOException {
    int at = from;
    while (true) {
      int b = byteAt(at);
      if (b == ',' || b == '\n' || b == '\r' || b == END_OF_INPUT) {
        return add(from, at, false, at);
      }
      if (b == '"') {
        problem = "a quote inside a field that does not begin with one";
        return at;
      }
      if (++at > ROW_BYTES_MAX) {
        return tooLong(at);
      }
    }
  }

  private int quotedField(int from) throws IOException {
    int at = from;
    boolean doubled = false;
    while (true) {
      int b = byteAt(at);
      if (b == END_OF_INPUT) {
        problem = "a quote that is never closed";
        return at;
      }
      if (b == '"') {
        int after = byteAt(at + 1);
        if (after != '"') {
          if (after == ',' || after == '\n' || after == '\r' || after == END_OF_INPUT) {
            return add(from, at, doubled, at + 1);
          }
          problem = "text after a closing quote";
          return at;
        }
        doubled = true;
        at++;
      }
      if (++at > ROW_BYTES_MAX) {
        return tooLong(at);
      }
    }
  }

  private int add(int from, int to, boolean doubledQuotes, int endsAt) {
    starts[fields] = from;
    ends[fields] = to;
    escaped[fields] = doubledQuotes;
    fields++;
    return endsAt;
  }

  private int tooLong(int at) {
    problem = "longer than " + ROW_BYTES_MAX + " bytes, or a quote that is never closed";
    return at;
  }

  /**
   * Where a malformed row ends: at its first line break, so that a stray quote costs one line. Of a
   * line that is too long only the beginning and the end are kept.
   */
  private int firstLineBreak() throws IOException {
    int at = 0;
    while (true) {
      int b = byteAt(at);
      if (b == '\n' || b == '\r' || b == END_OF_INPUT) {
        return at;
      }
      at++;
      if (at > ROW_BYTES_MAX) {
        int cut = at - KEPT_OF_LONG_LINE_BYTES;
        int from = rowStart + at;
        System.arraycopy(buffer, from, buffer, from - cut, limit - from);
        limit -= cut;
        discarded += cut;
        at -= cut;
      }
    }
  }

  private int lineBreakBytes(int at) throws IOException {
    int b = byteAt(at);
    if (b == '\r') {
      return byteAt(at + 1) == '\n' ? 2 : 1;
    }
    return b == '\n' ? 1 : 0;
  }

  private void skipEmptyLines() throws IOException {
    rowStart = next;
    int bytes = lineBreakBytes(0);
    while (bytes > 0) {
      next += bytes;
      nextLine++;
      rowStart = next;
      bytes = lineBreakBytes(0);
    }
  }

  private void countLines() {
    for (int i = rowStart; i < next; i++) {
      boolean carriageReturn = buffer[i] == '\r';
      if (buffer[i] == '\n' || (carriageReturn && (i + 1 == next || buffer[i + 1] != '\n'))) {
        nextLine++;
      }
    }
  }

  /** The byte at an offset from the row's start, read in if need be. */
  private int byteAt(int offset) throws IOException {
    while (rowStart + offset >= limit) {
      if (ended) {
        return END_OF_INPUT;
      }
      fill();
    }
    return buffer[rowStart + offset] & 0xFF;
  }

  private void fill() throws IOException {
    if (rowStart > 0) {
      System.arraycopy(buffer, rowStart, buffer, 0, limit - rowStart);
      discarded += rowStart;
      limit -= rowStart;
      next = Math.max(0, next - rowStart);
      rowEnd = Math.max(0, rowEnd - rowStart);
      rowStart = 0;
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      ended = true;
    } else {
      limit += read;
    }
  }
}
