package io.tallystick.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The callers that wait for one proposed batch, in the order of its bodies. */
final class PendingBatch {
  /** One body's caller. */
  record Caller(int rows, boolean balances, CompletableFuture<Outcome> reply) {}

  private final List<Caller> callers = new ArrayList<>();
  private long term;
  private long timestamp;

  void add(Caller caller) {
    callers.add(caller);
  }

  void stamp(long ofTerm, long ofTimestamp) {
    this.term = ofTerm;
    this.timestamp = ofTimestamp;
  }

  List<Caller> callers() {
    return callers;
  }

  /** Stamps of one term never repeat, so term and stamp name the batch. */
  boolean is(long ofTerm, long ofTimestamp) {
    return term == ofTerm && timestamp == ofTimestamp;
  }

  long term() {
    return term;
  }

  long timestamp() {
    return timestamp;
  }

  void fail(RuntimeException problem) {
    for (Caller caller : callers) {
      caller.reply().completeExceptionally(problem);
    }
  }
}
