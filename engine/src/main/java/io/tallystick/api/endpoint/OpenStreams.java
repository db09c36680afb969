package io.tallystick.api.endpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers that go on until somebody ends them. */
public interface OpenStreams {
  /** How many are open. */
  int subscribers();

  /** Ends all. */
  void stop();

  /** Lets go of what they need, once nothing is answered any more. */
  default CompletionStage<?> close() {
    return CompletableFuture.completedFuture(null);
  }
}
