package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.account.journal.EntityJournal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a node to the journal of policies once the ledger has guarded accounts, though none of
 * them lives here yet. A lost node's accounts would else wait for the first connection of the node
 * that takes them over, which costs seconds when everyone has to do the same at once. A node of a
 * ledger without guarded accounts never connects.
 */
final class PolicyWarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWarmUp.class);

  /** How often it is looked whether there are guarded accounts. */
  static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  /** Names no account: nothing is ever kept under it, and nothing is written by reading it. */
  static final String NOBODY = "warm-up";

  private final ActorSystem<?> system;
  private final Supplier<CompletionStage<Boolean>> anyGuarded;
  private final EntityJournal policies;
  private final Duration interval;

  /**
   * A warm-up that has not begun.
   *
   * @param anyGuarded whether the ledger has an account that was ever claimed
   */
  PolicyWarmUp(
      ActorSystem<?> system,
      Supplier<CompletionStage<Boolean>> anyGuarded,
      EntityJournal policies,
      Duration interval) {
    this.system = system;
    this.anyGuarded = anyGuarded;
    this.policies = policies;
    this.interval = interval;
  }

  /** Looks again and again until the journal was read once. */
  void begin() {
    if (system.whenTerminated().isCompleted()) {
      return;
    }
    system.scheduler().scheduleOnce(interval, this::look, system.executionContext());
  }

  private void look() {
    anyGuarded
        .get()
        .thenCompose(any -> any ? read() : CompletableFuture.completedFuture(false))
        .whenComplete(
            (read, problem) -> {
              if (problem != null) {
                LOG.debug("the journal of policies cannot be read yet", problem);
              }
              if (problem != null || !read) {
                begin();
              }
            });
  }

  private CompletionStage<Boolean> read() {
    return policies
        .open(NOBODY)
        .thenApply(
            opened -> {
              opened.close();
              return true;
            });
  }
}
