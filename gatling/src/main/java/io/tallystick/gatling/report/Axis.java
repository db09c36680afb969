package io.tallystick.gatling.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart: from {@code min} in equal steps to {@code max}.
 *
 * @param min value at its beginning
 * @param max value at its end, above {@code min}
 * @param step between ticks, above 0
 */
record Axis(double min, double max, double step) {
  private static final int TICKS_WANTED = 6;
  private static final double ROUNDING = 1e-9;

  /** From 0 to the first round number that is not below {@code max}. */
  static Axis upTo(double max) {
    double reach = max > 0 ? max : 1;
    double step = roundStep(reach / TICKS_WANTED);
    return new Axis(0, Math.ceil(reach / step - ROUNDING) * step, step);
  }

  /** 1, 2 or 5 times a power of ten, not below what is asked. */
  private static double roundStep(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double digit = least / power;
    if (digit <= 1 + ROUNDING) {
      return power;
    }
    return power * (digit <= 2 + ROUNDING ? 2 : digit <= 5 + ROUNDING ? 5 : 10);
  }

  /** Where a value stands: 0 at the beginning, 1 at the end. */
  double share(double value) {
    return (value - min) / (max - min);
  }

  /** The values that are named, smallest first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    long count = Math.round((max - min) / step);
    for (long i = 0; i <= count; i++) {
      ticks.add(min + i * step);
    }
    return ticks;
  }
}
