package io.tallystick.gatling.run;

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
   * The day as phases, an hour each, or a second each where there are fewer than 24.
   *
   * @param meanPerSecond purchases that start each second, on average over the day
   * @param seconds how long the day lasts here
   */
  public static List<Phase> of(double meanPerSecond, int seconds) {
    List<Integer> lengths = Parts.of(seconds, Math.min(seconds, WEIGHTS.length));
    double[] weights =
        IntStream.range(0, lengths.size()).mapToDouble(i -> weight(i, lengths.size())).toArray();
    double purchases =
        IntStream.range(0, weights.length).mapToDouble(i -> weights[i] * lengths.get(i)).sum();
    double scale = meanPerSecond * seconds / purchases;
    return IntStream.range(0, weights.length)
        .mapToObj(i -> new Phase("purchases", weights[i] * scale, lengths.get(i)))
        .toList();
  }

  /** The mean of the hours that fall into one of some equal parts of the day. */
  private static double weight(int part, int parts) {
    int from = part * WEIGHTS.length / parts;
    int to = (part + 1) * WEIGHTS.length / parts;
    return DoubleStream.of(WEIGHTS).skip(from).limit(to - from).average().orElseThrow();
  }
}
