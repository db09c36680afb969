package io.tallystick.ring;

import java.util.concurrent.CompletableFuture;

/**
 * One place in the ingress ring: a body with its caller, or a tick that asks for an empty batch if
 * one is due.
 */
final class IngressSlot {
  Body body;
  CompletableFuture<Outcome> reply;
  long deadlineNanos;

  boolean isTick() {
    return body == null;
  }

  void set(Body newBody, CompletableFuture<Outcome> newReply, long newDeadlineNanos) {
    this.body = newBody;
    this.reply = newReply;
    this.deadlineNanos = newDeadlineNanos;
  }

  void clear() {
    body = null;
    reply = null;
  }
}
