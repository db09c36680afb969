package io.tallystick.account.journal;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where nothing can be kept: several nodes without Cassandra. Guarded accounts stay shut. */
public final class NoJournal implements EntityJournal {
  @Override
  public CompletionStage<Opened> open(String id) {
    return CompletableFuture.failedFuture(
        TallystickException.retry(
            ErrorKind.UNAVAILABLE,
            "policy_unavailable",
            "a cluster keeps policies in Cassandra, and this one has none",
            30_000));
  }
}
