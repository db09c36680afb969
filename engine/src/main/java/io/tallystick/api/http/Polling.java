package io.tallystick.api.http;

import akka.actor.ActorSystem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Waits for a condition without holding a thread; for shutdown, where nothing is in a hurry. */
public final class Polling {
  private static final Duration STEP = Duration.ofMillis(5);

  private Polling() {}

  /** Completes {@code done} once the condition holds or the time has passed. */
  public static void until(
      ActorSystem system,
      BooleanSupplier condition,
      Duration within,
      CompletableFuture<Void> done) {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    step(system, condition, deadlineNanos, done);
  }

  private static void step(
      ActorSystem system,
      BooleanSupplier condition,
      long deadlineNanos,
      CompletableFuture<Void> done) {
    if (condition.getAsBoolean() || System.nanoTime() - deadlineNanos > 0) {
      done.complete(null);
      return;
    }
    system
        .scheduler()
        .scheduleOnce(
            STEP, () -> step(system, condition, deadlineNanos, done), system.dispatcher());
  }
}
