package io.tallystick.load.driver;

import io.tallystick.base.Checks;
import java.util.OptionalDouble;

/**
 * Decides which rate a search for the capacity tries next: half as much again while the bound is
 * held, then between the highest rate that held and the lowest that did not, until they are close.
 */
final class CapacitySteps {
  /** Rates this near to each other are not told apart by a step of some seconds. */
  static final double CLOSE = 1.05;

  /** A search ends after so many steps, whatever it knows by then. */
  static final int STEPS_MAX = 24;

  private static final double GROWTH = 1.5;
  private static final double SHRINKAGE = 4;

  private final double least;
  private double held;
  private double broken = Double.POSITIVE_INFINITY;
  private double next;
  private int steps;

  /**
   * @param first the first rate
   * @param least below this rate nothing is tried
   */
  CapacitySteps(double first, double least) {
    Checks.that(least > 0 && first >= least, "the first rate is no less than the least");
    this.next = first;
    this.least = least;
  }

  /** The rate to try, or empty at the end. */
  OptionalDouble next() {
    boolean near = broken / held <= CLOSE;
    boolean hopeless = broken <= least;
    return near || hopeless || steps == STEPS_MAX
        ? OptionalDouble.empty()
        : OptionalDouble.of(next);
  }

  /**
   * What came of the rate that {@link #next()} gave.
   *
   * @param within whether the bound was held
   */
  void tried(boolean within) {
    steps++;
    if (within) {
      held = next;
    } else {
      broken = next;
    }
    if (broken == Double.POSITIVE_INFINITY) {
      next = held * GROWTH;
    } else if (held == 0) {
      next = Math.max(least, broken / SHRINKAGE);
    } else {
      next = Math.sqrt(held * broken);
    }
  }

  /** The highest rate that held the bound; 0 if none did. */
  double held() {
    return held;
  }
}
