package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on a start's and a stop's threads, which have nothing else to do. */
final class NodeFutures {
  private NodeFutures() {}

  /**
   * Waits, at most so many seconds.
   *
   * @param what is waited for, for the error
   * @throws TallystickException as the stage failed, INTERNAL ({@code start_failed}), UNAVAILABLE
   *     ({@code start_timeout}, {@code interrupted})
   */
  static <T> T await(CompletionStage<T> stage, long seconds, String what) {
    try {
      return stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException problem) {
      throw problem.getCause() instanceof TallystickException known
          ? known
          : TallystickException.of(
              ErrorKind.INTERNAL,
              "start_failed",
              "failed while waiting for " + what,
              problem.getCause());
    } catch (TimeoutException late) {
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "start_timeout", "waited " + seconds + " s for " + what, late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(
          ErrorKind.UNAVAILABLE, "interrupted", "interrupted while waiting for " + what, stop);
    }
  }
}
