package io.tallystick.cli.format;

import java.util.Locale;

/** Counts, rates and durations for people. */
public final class Quantities {
  private Quantities() {}

  /** {@code 1,250,000}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 312,400/s}; 0 while no time has passed. */
  public static String rate(long count, long elapsedNanos) {
    return count(perSecond(count, elapsedNanos)) + "/s";
  }

  /** Events a second, rounded down. */
  public static long perSecond(long count, long elapsedNanos) {
    return elapsedNanos <= 0 ? 0 : (long) (count * 1e9 / elapsedNanos);
  }

  /** {@code 2.4 s}, {@code 3 min 05 s}, {@code 1 h 02 min}. */
  public static String duration(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = (long) seconds;
    if (whole < 3_600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3_600, whole / 60 % 60);
  }

  /** {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < 1_024) {
      return bytes + " B";
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    double value = bytes / 1_024.0;
    int unit = 0;
    while (value >= 1_024 && unit < units.length - 1) {
      value /= 1_024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
