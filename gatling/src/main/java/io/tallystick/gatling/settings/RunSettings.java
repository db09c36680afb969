package io.tallystick.gatling.settings;

import io.tallystick.gatling.transfer.BodyFormat;
import java.net.URI;

/**
 * What every simulation is told.
 *
 * @param url where the node or gateway listens
 * @param ratePerSecond users that start each second, on average; 0.1 to 100,000
 * @param seconds for how long users start; 1 to 86,400
 * @param warmUpSeconds for how long users start before, unreported; 0 to 3,600
 * @param accounts how many accounts of each kind; 2 to 1,000,000
 * @param rows transfers in a request; 1 to 8,190
 * @param format how request bodies are written
 * @param p99Ms the bound of the 99th percentile of response times in milliseconds; 1 to 60,000
 * @param failedPercent the largest share of requests that may fail; 0 to 100
 */
public record RunSettings(
    URI url,
    double ratePerSecond,
    int seconds,
    int warmUpSeconds,
    int accounts,
    int rows,
    BodyFormat format,
    int p99Ms,
    double failedPercent) {
  /** Rows that a body may have. */
  public static final int ROWS_MAX = 8_190;

  /** The longest run: a day. */
  public static final int SECONDS_MAX = 86_400;

  private static final String URL = "http://127.0.0.1:8080";
  private static final double RATE_MIN = 0.1;
  private static final double RATE_MAX = 100_000;
  private static final int WARM_UP_SECONDS_MAX = 3_600;
  private static final int ACCOUNTS_MAX = 1_000_000;
  private static final int P99_MS_MAX = 60_000;
  private static final double PERCENT_MAX = 100;

  /** What most simulations do unless they are told otherwise. */
  public static final RunSettings USUAL =
      new RunSettings(URI.create(URL), 200, 30, 10, 1_000, 1, BodyFormat.JSON, 250, 0);

  /** The same with another rate and duration. */
  public RunSettings with(double otherRatePerSecond, int otherSeconds) {
    return new RunSettings(
        url,
        otherRatePerSecond,
        otherSeconds,
        warmUpSeconds,
        accounts,
        rows,
        format,
        p99Ms,
        failedPercent);
  }

  /** The same with other bodies and another bound of their p99. */
  public RunSettings withBodies(int otherRows, BodyFormat otherFormat, int otherP99Ms) {
    return new RunSettings(
        url,
        ratePerSecond,
        seconds,
        warmUpSeconds,
        accounts,
        otherRows,
        otherFormat,
        otherP99Ms,
        failedPercent);
  }

  /** What is set, and from {@code usual} what is not. */
  public static RunSettings read(Settings settings, RunSettings usual) {
    return new RunSettings(
        settings.url("url", usual.url.toString()),
        settings.decimal("rate", usual.ratePerSecond, RATE_MIN, RATE_MAX),
        settings.whole("seconds", usual.seconds, 1, SECONDS_MAX),
        settings.whole("warmUpSeconds", usual.warmUpSeconds, 0, WARM_UP_SECONDS_MAX),
        settings.whole("accounts", usual.accounts, 2, ACCOUNTS_MAX),
        settings.whole("rows", usual.rows, 1, ROWS_MAX),
        settings.choice("format", usual.format),
        settings.whole("p99Ms", usual.p99Ms, 1, P99_MS_MAX),
        settings.decimal("failedPercent", usual.failedPercent, 0, PERCENT_MAX));
  }
}
