package io.tallystick.load.report;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart.
 *
 * @param min value at its beginning; above 0 if {@code log}
 * @param max value at its end, above {@code min}
 * @param step between ticks; unused if {@code log}, where ticks are powers of ten
 * @param log whether equal ways are equal ratios
 */
record Axis(double min, double max, double step, boolean log) {
  private static final int TICKS_WANTED = 5;
  private static final double ROUNDING = 1e-9;

  Axis {
    Checks.that(max > min, "an axis has a length");
    Checks.that(!log || min > 0, "a logarithmic axis begins above 0");
    Checks.that(log || step > 0, "ticks have a distance");
  }

  /** From 0 to the first round number that is not below {@code max}. */
  static Axis linear(double max) {
    double reach = max > 0 && Double.isFinite(max) ? max : 1;
    double step = roundStep(reach / TICKS_WANTED);
    return new Axis(0, Math.ceil(reach / step - ROUNDING) * step, step, false);
  }

  /** From the power of ten not above {@code min} to the one not below {@code max}. */
  static Axis logarithmic(double min, double max) {
    double from = Math.floor(Math.log10(min) + ROUNDING);
    double to = Math.max(from + 1, Math.ceil(Math.log10(max) - ROUNDING));
    return new Axis(Math.pow(10, from), Math.pow(10, to), 0, true);
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

  /** Where a value stands: 0 at the beginning, 1 at the end, never outside. */
  double share(double value) {
    double share =
        log
            ? (Math.log10(Math.max(value, min)) - Math.log10(min))
                / (Math.log10(max) - Math.log10(min))
            : (value - min) / (max - min);
    return Math.max(0, Math.min(1, share));
  }

  /** The values that are named, smallest first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log) {
      for (double tick = min; tick <= max * (1 + ROUNDING); tick *= 10) {
        ticks.add(tick);
      }
    } else {
      long count = Math.round((max - min) / step);
      for (long i = 0; i <= count; i++) {
        ticks.add(min + i * step);
      }
    }
    return ticks;
  }
}
