package io.tallystick.simulation.disk;

import java.util.random.RandomGenerator;

/** What a power loss does to what was written and never forced. */
public enum Loss {
  /** All of it is gone. */
  ALL,
  /** Nothing is: the process died and the system lived on. */
  NONE,
  /** Each sector by chance, so that writes tear. */
  SOME,
  /** What was written first is kept. */
  AFTER_A_POINT;

  /** One of them by chance. */
  public static Loss any(RandomGenerator random) {
    return values()[random.nextInt(values().length)];
  }

  /** Whether the piece that is the {@code seen}-th in order is kept. */
  boolean keeps(int seen, int keptOfPrefix, RandomGenerator random) {
    return switch (this) {
      case ALL -> false;
      case NONE -> true;
      case SOME -> random.nextBoolean();
      case AFTER_A_POINT -> seen < keptOfPrefix;
    };
  }
}
