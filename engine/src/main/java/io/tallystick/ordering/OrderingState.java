package io.tallystick.ordering;

import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.LogWriter;
import io.tallystick.ordering.raft.Membership;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the ordering thread shows to others without being asked. */
final class OrderingState {
  final CompletableFuture<Void> ready = new CompletableFuture<>();
  final CompletableFuture<Void> failure = new CompletableFuture<>();
  final CompletableFuture<Void> actorEnded = new CompletableFuture<>();
  final AtomicLong bytesInFlight = new AtomicLong();
  final AtomicBoolean consumerOpen = new AtomicBoolean();
  final CommitGate gate = new CommitGate();

  volatile Membership membership;
  volatile OrderingStatus status = OrderingStatus.OPENING;
  volatile LogStore store;
  volatile LogWriter committer;
  volatile boolean stopped;

  OrderingState(Membership initial) {
    this.membership = initial;
  }

  void fail(Throwable cause) {
    stopped = true;
    ready.completeExceptionally(cause);
    failure.completeExceptionally(cause);
    gate.stop();
  }
}
