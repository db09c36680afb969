package io.tallystick.load.driver;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** Waiting for threads without checked exceptions. */
final class Threads {
  private Threads() {}

  static void join(Thread... threads) {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TallystickException.of(ErrorKind.UNAVAILABLE, "interrupted", "interrupted", e);
      }
    }
  }
}
