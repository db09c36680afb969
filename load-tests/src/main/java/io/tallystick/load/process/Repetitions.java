package io.tallystick.load.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/** What measurements that are repeated have in common. */
public final class Repetitions {
  private Repetitions() {}

  /**
   * The order in a repetition, counted from 1: every other time the opposite one, so that a machine
   * that gets slower or faster meanwhile favours none.
   */
  public static <T> List<T> order(List<T> all, int repetition) {
    List<T> order = new ArrayList<>(all);
    if (repetition % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  /** The middle one of some figures, or the mean of the middle two; there is one at least. */
  public static double median(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
