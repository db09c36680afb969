package io.tallystick.persistence.journal;

import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.SupervisorStrategy;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The persistent actor of one epoch's journal. Its state is the immutable {@link JournalPosition};
 * it decides nothing and stops at any failure, so that nothing is ever retried blindly: whoever
 * started it looks at the table and starts another.
 */
final class UnitPersister
    extends EventSourcedBehavior<UnitPersister.Write, JournalUnit, JournalPosition> {
  private static final int SNAPSHOTS_KEPT = 2;

  /**
   * Never restarts: with no restart allowed it stops at once. The library's own stop would log a
   * stack trace for every try while Cassandra is away; the writer says once what is wrong.
   */
  private static final BackoffSupervisorStrategy STOP_SILENTLY =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(1), Duration.ofMillis(1), 0)
          .withMaxRestarts(0)
          .withLoggingEnabled(false);

  private final JournalPosition start;
  private final int snapshotEveryUnits;
  private final CompletableFuture<JournalPosition> recovered;

  UnitPersister(
      HistoryRow history, int snapshotEveryUnits, CompletableFuture<JournalPosition> recovered) {
    super(PersistenceId.ofUniqueId(history.persistenceId()), STOP_SILENTLY);
    this.start = history.start();
    this.snapshotEveryUnits = snapshotEveryUnits;
    this.recovered = recovered;
  }

  /** Writes units in one atomic write; stays in this JVM. */
  record Write(List<JournalUnit> units, CompletableFuture<JournalPosition> done) {}

  @Override
  public String journalPluginId() {
    return JournalConfig.SETTLEMENT_JOURNAL + ".journal";
  }

  @Override
  public String snapshotPluginId() {
    return JournalConfig.SETTLEMENT_JOURNAL + ".snapshot";
  }

  @Override
  public JournalPosition emptyState() {
    return start;
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(snapshotEveryUnits, SNAPSHOTS_KEPT);
  }

  @Override
  public CommandHandler<Write, JournalUnit, JournalPosition> commandHandler() {
    return (position, write) ->
        Effect().persist(write.units()).thenRun(reached -> write.done().complete(reached));
  }

  @Override
  public EventHandler<JournalPosition, JournalUnit> eventHandler() {
    return JournalPosition::advance;
  }

  @Override
  public SignalHandler<JournalPosition> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), recovered::complete)
        .build();
  }
}
