package io.tallystick.persistence.entity;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.SnapshotCompleted;
import akka.persistence.typed.SnapshotFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import io.tallystick.persistence.journal.JournalConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The persistent actor of one entity. It decides nothing and stops at any failure. */
final class EntityPersister
    extends EventSourcedBehavior<EntityPersister.Command, EntityEvent, EntityState> {
  /** Never restarts: with no restart allowed it stops at once, and says nothing of its own. */
  private static final BackoffSupervisorStrategy STOP_SILENTLY =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(1), Duration.ofMillis(1), 0)
          .withMaxRestarts(0)
          .withLoggingEnabled(false);

  /** What it is told; stays in this JVM. */
  sealed interface Command {}

  /**
   * Writes an event.
   *
   * @param snapshot what all events up to and with this one come to; empty for none
   * @param done whether the snapshot was kept
   */
  record Append(byte[] event, Optional<byte[]> snapshot, CompletableFuture<Boolean> done)
      implements Command {}

  /** It is not needed any more. */
  record Close() implements Command {}

  private static final Logger LOG = LoggerFactory.getLogger(EntityPersister.class);

  private final String id;
  private final CompletableFuture<EntityState> recovered;

  // Of the event that is being written.
  private Optional<byte[]> snapshot = Optional.empty();
  private boolean kept;

  EntityPersister(String persistenceId, CompletableFuture<EntityState> recovered) {
    super(PersistenceId.ofUniqueId(persistenceId), STOP_SILENTLY);
    this.id = persistenceId;
    this.recovered = recovered;
  }

  @Override
  public String journalPluginId() {
    return JournalConfig.ENTITY_JOURNAL + ".journal";
  }

  @Override
  public String snapshotPluginId() {
    return JournalConfig.ENTITY_JOURNAL + ".snapshot";
  }

  /** Gathers events of the recovery only: whoever opened the entity keeps the state. */
  @Override
  public EntityState emptyState() {
    return new EntityState(null);
  }

  @Override
  public CommandHandler<Command, EntityEvent, EntityState> commandHandler() {
    return (state, command) -> command instanceof Append append ? write(append) : Effect().stop();
  }

  /** What is told once a snapshot was tried, too. */
  private Effect<EntityEvent, EntityState> write(Append append) {
    snapshot = append.snapshot;
    kept = false;
    return Effect()
        .persist(new EntityEvent(append.event))
        .thenRun(written -> append.done.complete(kept));
  }

  @Override
  public boolean shouldSnapshot(EntityState state, EntityEvent event, long sequenceNr) {
    return snapshot.isPresent();
  }

  @Override
  public EventHandler<EntityState, EntityEvent> eventHandler() {
    return (state, event) -> {
      if (recovered.isDone()) {
        return new EntityState(snapshot.orElse(null));
      }
      state.add(event.bytes());
      return state;
    };
  }

  @Override
  public SignalHandler<EntityState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            state -> {
              EntityState found = new EntityState(state.snapshot().orElse(null));
              state.events().forEach(found::add);
              state.forgetEvents();
              recovered.complete(found);
            })
        .onSignal(SnapshotCompleted.class, (state, done) -> kept = true)
        .onSignal(
            SnapshotFailed.class,
            (state, failed) ->
                LOG.warn("no snapshot of {} is kept: {}", id, failed.getFailure().toString()))
        .build();
  }
}
