package io.tallystick.api.auth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Waits until this node has applied what was settled before. Whoever asks while the next wait has
 * not begun shares it, so that a flood of unknown keys costs one barrier at a time.
 */
final class CatchUp {
  /** One wait that goes on, and the one that follows it, if anyone asked for one. */
  private record Waits(CompletableFuture<Void> running, CompletableFuture<Void> next) {}

  private static final Waits IDLE = new Waits(null, null);

  private final Supplier<CompletionStage<Long>> barrier;
  private final AtomicReference<Waits> waits = new AtomicReference<>(IDLE);

  CatchUp(Supplier<CompletionStage<Long>> barrier) {
    this.barrier = barrier;
  }

  /** Completes once everything settled before the call is applied here, or fails. */
  CompletionStage<Void> reached() {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    Waits after =
        waits.updateAndGet(
            now -> {
              if (now.running == null) {
                return new Waits(mine, null);
              }
              // The one that runs may have begun before what this call is to see.
              return now.next == null ? new Waits(now.running, mine) : now;
            });
    if (after.running == mine) {
      run(mine);
    }
    return after.running == mine ? mine : after.next;
  }

  private void run(CompletableFuture<Void> wait) {
    CompletionStage<Long> asked;
    try {
      asked = barrier.get();
    } catch (RuntimeException e) {
      asked = CompletableFuture.failedFuture(e);
    }
    asked.whenComplete(
        (index, failure) -> {
          Waits before = waits.getAndUpdate(now -> new Waits(now.next, null));
          if (failure == null) {
            wait.complete(null);
          } else {
            wait.completeExceptionally(failure);
          }
          if (before.next != null) {
            run(before.next);
          }
        });
  }
}
