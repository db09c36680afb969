package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.actor.Cancellable;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Bounds a wait, whatever the other side does. */
final class Deadline {
  private Deadline() {}

  /** The stage's result, or {@code failure}, made only then, once the time has passed. */
  static <T> CompletionStage<T> within(
      ActorSystem system,
      CompletionStage<T> stage,
      Duration wait,
      Supplier<TallystickException> failure) {
    CompletableFuture<T> source = stage.toCompletableFuture();
    if (source.isDone()) {
      return source;
    }
    CompletableFuture<T> bounded = new CompletableFuture<>();
    Cancellable timer =
        system
            .scheduler()
            .scheduleOnce(
                wait.isNegative() ? Duration.ZERO : wait,
                () -> bounded.completeExceptionally(failure.get()),
                system.dispatcher());
    source.whenComplete(
        (value, error) -> {
          timer.cancel();
          if (error == null) {
            bounded.complete(value);
          } else {
            bounded.completeExceptionally(error);
          }
        });
    return bounded;
  }

  /** What a read answers that nobody answered in time. */
  static TallystickException readTimedOut() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE, "read_timed_out", "The read was not answered in time.", 1_000);
  }
}
