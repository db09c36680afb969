package io.tallystick.load.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latencies of single transactions from pgbench's log: a line each, whose third word is the time in
 * microseconds (PostgreSQL's documentation, pgbench, Per-Transaction Logging). One file for each of
 * its threads.
 */
final class PgBenchLog {
  private static final int MICROS = 2;
  private static final double MICROS_PER_MS = 1e3;
  private static final int DIGITS = 3;

  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), DIGITS);

  /** Reads all files of a folder whose names begin so. */
  static PgBenchLog read(Path folder, String prefix) throws IOException {
    PgBenchLog log = new PgBenchLog();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + ".*")) {
      for (Path file : files) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
          lines.lines().forEach(log::add);
        }
      }
    }
    return log;
  }

  private void add(String line) {
    String[] words = line.split(" ");
    // A transaction that failed has a word instead of a time.
    if (words.length > MICROS && words[MICROS].chars().allMatch(Character::isDigit)) {
      micros.recordValue(Long.parseLong(words[MICROS]));
    }
  }

  /** How many there are. */
  long count() {
    return micros.getTotalCount();
  }

  /** So many of a hundred took no longer, ms; not a number if there are none. */
  double percentileMs(double percent) {
    return count() == 0 ? Double.NaN : micros.getValueAtPercentile(percent) / MICROS_PER_MS;
  }
}
