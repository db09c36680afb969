package io.tallystick.gatling.run;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The hours of a day of card purchases, pressed into a shorter time. */
public final class CardHours {
  /**
   * Purchases of each hour from midnight, to each other: a night, a noon and a busier early
   * evening.
   */
  private static final double[] WEIGHTS = {
    8, 5, 3, 2, 2, 4, 12, 28, 45, 55, 64, 74, 88, 84, 74, 72, 80, 96, 100, 86, 62, 44, 28, 15
  };

  private CardHours() {}

  /**
   * The 24 hours as phases.
   *
   * @param meanPerSecond purchases that start each second, on average over the day
   * @param day how long the day lasts here
   */
  public static List<Phase> of(double meanPerSecond, Duration day) {
    double mean = DoubleStream.of(WEIGHTS).average().orElseThrow();
    Duration hour = day.dividedBy(WEIGHTS.length);
    return IntStream.range(0, WEIGHTS.length)
        .mapToObj(i -> new Phase("hour " + i, meanPerSecond * WEIGHTS[i] / mean, hour))
        .toList();
  }
}
