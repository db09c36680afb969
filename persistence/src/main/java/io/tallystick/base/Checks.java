package io.tallystick.base;

/**
 * Invariants that stay on in production. A failed one means a defect or damaged data, never bad
 * user input.
 */
public final class Checks {
  private Checks() {}

  /** Fails with {@code invariant_broken} unless the condition holds. */
  public static void that(boolean condition, String invariant) {
    if (!condition) {
      throw TallystickException.of(ErrorKind.INTERNAL, "invariant_broken", invariant);
    }
  }

  /** Fails with both values unless they are equal. */
  public static void equal(long actual, long expected, String what) {
    if (actual != expected) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "invariant_broken",
          what + ": expected " + expected + ", found " + actual);
    }
  }

  /** Fails unless {@code low <= value <= high}; returns the value. */
  public static long inRange(long value, long low, long high, String what) {
    if (value < low || value > high) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "invariant_broken",
          what + ": " + value + " is outside " + low + " … " + high);
    }
    return value;
  }
}
