package io.tallystick.load.compare;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pgbench prints at its end.
 *
 * @param transactions that were committed
 * @param failed that were not
 * @param perSecond committed each second, without the time to connect
 */
record PgBenchOutput(long transactions, long failed, double perSecond) {
  private static final Pattern TRANSACTIONS =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");
  private static final Pattern PER_SECOND =
      Pattern.compile("tps = ([0-9.]+) \\((?:without initial|excluding) connection");

  /** Reads it; pgbench before version 15 counts no failed ones: it ends at the first. */
  static PgBenchOutput of(String text) {
    Matcher failed = FAILED.matcher(text);
    return new PgBenchOutput(
        Long.parseLong(found(TRANSACTIONS, text)),
        failed.find() ? Long.parseLong(failed.group(1)) : 0,
        Double.parseDouble(found(PER_SECOND, text)));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "pgbench_not_understood", "pgbench printed: " + text);
    }
    return matcher.group(1);
  }
}
