package io.tallystick.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How a start waits for what it may go on without. */
final class StartWait {
  private static final long LOOK_MS = 50;

  private StartWait() {}

  /**
   * Waits until something is there, at most so many seconds, and no longer than the node runs.
   *
   * @param stopped is counted down when the node is to stop
   * @return false if it is missing after that time
   */
  static boolean until(BooleanSupplier there, long seconds, CountDownLatch stopped) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (!there.getAsBoolean() && System.nanoTime() < until) {
        if (stopped.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return true;
    }
    return there.getAsBoolean();
  }
}
