package io.tallystick.ring.lookup;

import io.tallystick.ring.lookup.LookupMessage.Found;
import java.util.concurrent.CompletableFuture;

/** What the asking and the answering actor are told, by this node and by others. */
sealed interface LookupCommand permits LookupMessage, LookupCommand.Own {
  /** By this node. */
  sealed interface Own extends LookupCommand {}

  /** A question to be asked. */
  record Put(Question question, CompletableFuture<Found> reply) implements Own {}

  /** Time to look whether something has to be given up. */
  enum Signal implements Own {
    LOOK,
    STOP
  }
}
