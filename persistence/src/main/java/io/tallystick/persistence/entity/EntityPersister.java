package io.tallystick.persistence.entity;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import io.tallystick.persistence.journal.JournalConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The persistent actor of one entity. It decides nothing and stops at any failure. */
final class EntityPersister
    extends EventSourcedBehavior<EntityPersister.Command, EntityEvent, List<byte[]>> {
  /** Never restarts: with no restart allowed it stops at once, and says nothing of its own. */
  private static final BackoffSupervisorStrategy STOP_SILENTLY =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(1), Duration.ofMillis(1), 0)
          .withMaxRestarts(0)
          .withLoggingEnabled(false);

  /** What it is told; stays in this JVM. */
  sealed interface Command {}

  /** Writes an event. */
  record Append(byte[] event, CompletableFuture<Void> done) implements Command {}

  /** It is not needed any more. */
  record Close() implements Command {}

  private final CompletableFuture<List<byte[]>> recovered;

  EntityPersister(String persistenceId, CompletableFuture<List<byte[]>> recovered) {
    super(PersistenceId.ofUniqueId(persistenceId), STOP_SILENTLY);
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
  public List<byte[]> emptyState() {
    return new ArrayList<>();
  }

  @Override
  public CommandHandler<Command, EntityEvent, List<byte[]>> commandHandler() {
    return (events, command) ->
        command instanceof Append append
            ? Effect()
                .persist(new EntityEvent(append.event))
                .thenRun(written -> append.done.complete(null))
            : Effect().stop();
  }

  @Override
  public EventHandler<List<byte[]>, EntityEvent> eventHandler() {
    return (events, event) -> {
      if (!recovered.isDone()) {
        events.add(event.bytes());
      }
      return events;
    };
  }

  @Override
  public SignalHandler<List<byte[]>> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(
            RecoveryCompleted.instance(),
            events -> {
              recovered.complete(List.copyOf(events));
              events.clear();
            })
        .build();
  }
}
