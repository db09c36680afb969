package io.tallystick.ring.forward;

import io.tallystick.ring.Body;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.LeaderView.Leader;
import java.util.concurrent.CompletableFuture;

/** What the forwarding actor is told, by this node and by others. */
sealed interface ForwarderCommand permits ForwardMessage, ForwarderCommand.Own {
  /** By this node. */
  sealed interface Own extends ForwarderCommand {}

  /** A body to be sent. */
  record Send(
      Body body,
      long deadlineNanos,
      Leader leader,
      akka.actor.Address address,
      CompletableFuture<Outcome> reply)
      implements Own {}

  /** Time to look whether something has to be given up. */
  enum Signal implements Own {
    LOOK,
    STOP
  }
}
