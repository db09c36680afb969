package io.tallystick.load.driver;

/** How figures are written: with as many digits as a reader may trust. */
final class Rounding {
  static final double MIB = 1024.0 * 1024.0;

  private static final double THOUSANDTHS = 1_000.0;

  private Rounding() {}

  /** To three digits after the point. */
  static double thousandths(double value) {
    return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
  }
}
