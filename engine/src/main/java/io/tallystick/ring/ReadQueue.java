package io.tallystick.ring;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads that wait for the apply thread, which serves a bounded slice of them between two batches,
 * so that no balance is ever seen torn. Bounded; past it a caller gets 503.
 */
final class ReadQueue {
  private static final long RETRY_AFTER_MS = 1_000;

  /** One waiting read. */
  private record Waiting<T>(Supplier<T> read, CompletableFuture<T> reply) {
    void serve() {
      try {
        reply.complete(read.get());
      } catch (RuntimeException problem) {
        reply.completeExceptionally(problem);
      }
    }
  }

  private final ConcurrentLinkedQueue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final int waitingMax;
  private final int perSlice;
  private volatile Runnable wake = () -> {};

  ReadQueue(int waitingMax, int perSlice) {
    this.waitingMax = waitingMax;
    this.perSlice = perSlice;
  }

  /** Sets what wakes the apply thread when it has no batch to work on. */
  void wakeWith(Runnable newWake) {
    this.wake = newWake;
  }

  /** Runs a read on the apply thread; it must be short. */
  <T> CompletionStage<T> submit(Supplier<T> read) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    if (size.incrementAndGet() > waitingMax) {
      size.decrementAndGet();
      reply.completeExceptionally(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              "reads_queue_full",
              "too many reads wait; slow down",
              RETRY_AFTER_MS));
      return reply;
    }
    waiting.add(new Waiting<>(read, reply));
    wake.run();
    return reply;
  }

  /** Serves a slice; returns whether more wait. Called on the apply thread only. */
  boolean serveSlice() {
    for (int served = 0; served < perSlice; served++) {
      Waiting<?> next = waiting.poll();
      if (next == null) {
        return false;
      }
      size.decrementAndGet();
      next.serve();
    }
    return !waiting.isEmpty();
  }
}
