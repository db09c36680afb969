package io.tallystick.ring;

import com.lmax.disruptor.ExceptionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The first failure of a stage. Nothing of a pipeline goes on after one: the node stops, and what
 * was under way is of unknown outcome.
 */
public final class FatalFailure implements ExceptionHandler<Object> {
  private final CompletableFuture<Void> failed = new CompletableFuture<>();

  /** Completes exceptionally on the first failure. */
  public CompletionStage<Void> failed() {
    return failed;
  }

  /** Whether something failed. */
  public boolean isFailed() {
    return failed.isDone();
  }

  /** Reports a failure; the first one counts. */
  public void report(Throwable problem) {
    failed.completeExceptionally(problem);
  }

  @Override
  public void handleEventException(Throwable problem, long sequence, Object event) {
    report(problem);
    // Rethrown so that the stage's thread ends: a handler that went on would act on a torn state.
    throw new IllegalStateException("the pipeline stops", problem);
  }

  @Override
  public void handleOnStartException(Throwable problem) {
    report(problem);
  }

  @Override
  public void handleOnShutdownException(Throwable problem) {
    report(problem);
  }
}
