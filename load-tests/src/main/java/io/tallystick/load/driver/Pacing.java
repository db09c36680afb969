package io.tallystick.load.driver;

/** Decides when a connection sends its next request. */
interface Pacing {
  /** Meaning of {@link #next()}: no further request. */
  long OVER = Long.MIN_VALUE;

  /**
   * Waits until the next request is due.
   *
   * @return when it was meant to start ({@link System#nanoTime()}), or {@link #OVER}
   */
  long next();
}
