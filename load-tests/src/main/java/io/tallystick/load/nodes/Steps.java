package io.tallystick.load.nodes;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Steps of a measurement on real nodes. */
final class Steps {
  private Steps() {}

  /** Lets time pass; nothing if {@code ms} is not above 0. */
  static void pause(long ms) {
    long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    long wait;
    while ((wait = endNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  /** Ends the measurement with UNAVAILABLE and the code unless something holds. */
  static void require(boolean holds, String code, String message) {
    if (!holds) {
      throw TallystickException.of(ErrorKind.UNAVAILABLE, code, message);
    }
  }
}
