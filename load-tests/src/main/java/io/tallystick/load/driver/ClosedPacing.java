package io.tallystick.load.driver;

import java.util.function.LongSupplier;

/** Closed model: a request starts as soon as the connection's last one was answered. */
final class ClosedPacing implements Pacing {
  private final Window window;
  private final LongSupplier clock;

  ClosedPacing(Window window, LongSupplier clock) {
    this.window = window;
    this.clock = clock;
  }

  @Override
  public long next() {
    long now = clock.getAsLong();
    return window.over(now) ? OVER : now;
  }
}
