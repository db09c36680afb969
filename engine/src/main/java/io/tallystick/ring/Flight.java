package io.tallystick.ring;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The proposals on their way through the log, oldest first, bounded in number. The batcher waits
 * here for room, so bodies gather in the ring meanwhile: batches fill under load without any linger
 * time.
 */
final class Flight {
  private final int proposalsMax;
  private final ArrayDeque<PendingBatch> waiting = new ArrayDeque<>();
  private boolean closed;

  Flight(int proposalsMax) {
    this.proposalsMax = proposalsMax;
  }

  /** Waits until one more proposal may leave. */
  synchronized void awaitRoom() throws InterruptedException {
    while (waiting.size() >= proposalsMax && !closed) {
      wait();
    }
  }

  /** Whether one more proposal may leave at once. */
  synchronized boolean hasRoom() {
    return waiting.size() < proposalsMax || closed;
  }

  /** Notes a proposal; called before it is handed to the log, in the order of proposing. */
  synchronized void depart(PendingBatch batch) {
    if (closed) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE, "node_stopping", "the node is stopping", 1_000);
    }
    waiting.addLast(batch);
  }

  /** Takes a proposal back that never entered the log. */
  synchronized void recall(PendingBatch batch) {
    waiting.remove(batch);
    notifyAll();
  }

  /** The proposal of a committed entry, or null if this node did not propose it. */
  synchronized PendingBatch arrive(long term, long timestamp) {
    PendingBatch oldest = waiting.peekFirst();
    if (oldest == null || !oldest.is(term, timestamp)) {
      return null;
    }
    waiting.removeFirst();
    notifyAll();
    return oldest;
  }

  /** Whether nothing is under way. */
  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Gives up on everything under way: its outcome is not known here. */
  void failAll(String why, boolean close) {
    List<PendingBatch> lost;
    synchronized (this) {
      lost = new ArrayList<>(waiting);
      waiting.clear();
      closed |= close;
      notifyAll();
    }
    for (PendingBatch batch : lost) {
      batch.fail(
          TallystickException.of(
              ErrorKind.OUTCOME_UNKNOWN,
              "outcome_unknown",
              why + "; retrying the same ids is safe"));
    }
  }
}
