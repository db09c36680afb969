package io.tallystick.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A log index that only grows (applied through, sealed through), and those who wait for it to pass
 * a point. Advancing costs one volatile write while nobody waits.
 */
final class Milestone {
  private record Waiting(long index, CompletableFuture<Long> reached) {}

  private final PriorityQueue<Waiting> queue =
      new PriorityQueue<>((a, b) -> Long.compare(a.index, b.index));
  private volatile long index;
  private volatile boolean awaited;

  Milestone(long index) {
    this.index = index;
  }

  long index() {
    return index;
  }

  /** Called by the one thread that makes progress. */
  void advance(long newIndex) {
    index = newIndex;
    if (awaited) {
      release();
    }
  }

  /** Completes, on the advancing thread or at once, when the index is at or past {@code wanted}. */
  CompletionStage<Long> reached(long wanted) {
    if (index >= wanted) {
      return CompletableFuture.completedFuture(index);
    }
    CompletableFuture<Long> future = new CompletableFuture<>();
    synchronized (queue) {
      queue.add(new Waiting(wanted, future));
      awaited = true;
    }
    // The index may have passed between the look and the entry.
    release();
    return future;
  }

  /** Fails all who wait. */
  void fail(RuntimeException problem) {
    List<Waiting> all;
    synchronized (queue) {
      all = new ArrayList<>(queue);
      queue.clear();
    }
    all.forEach(waiting -> waiting.reached.completeExceptionally(problem));
  }

  private void release() {
    List<Waiting> done = new ArrayList<>();
    long now = index;
    synchronized (queue) {
      while (!queue.isEmpty() && queue.peek().index <= now) {
        done.add(queue.poll());
      }
      awaited = !queue.isEmpty();
    }
    done.forEach(waiting -> waiting.reached.complete(now));
  }
}
