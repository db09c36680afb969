package io.tallystick.persistence.cassandra;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, for error messages and for telling how far a start has come. */
final class LogTail {
  /** How much of the end is read, in bytes. */
  static final int TAIL_BYTES_MAX = 64 * 1024;

  private LogTail() {}

  /** The last bytes as text; empty if there is no such file. */
  static String text(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - TAIL_BYTES_MAX);
      byte[] bytes = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** The last lines, joined; empty if there are none. */
  static String lines(Path file, int linesMax) {
    List<String> lines = text(file).lines().toList();
    return String.join(
        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - linesMax), lines.size()));
  }
}
