package io.tallystick.persistence.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor system that the journal plugin lives in. It is one of its own because the plugin keeps
 * failed preparations of its statements for the life of its actor system: if Cassandra goes away at
 * that moment, only a new system brings it back, and that must not cost the node its own.
 */
final class PluginHost implements AutoCloseable {
  private static final long TERMINATE_MS = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);

  private final ActorSystem<Open> system;

  PluginHost(JournalSettings settings) {
    system =
        ActorSystem.create(guardian(), "tallystick-journal", JournalConfig.ownSystem(settings));
  }

  /** Starts a persistent actor. */
  Persister open(HistoryRow history, int snapshotEveryUnits) {
    Persister persister = new Persister();
    system.tell(new Open(history, snapshotEveryUnits, persister));
    return persister;
  }

  private static Behavior<Open> guardian() {
    return Behaviors.setup(
        context -> {
          Map<ActorRef<Void>, Persister> open = new HashMap<>();
          return Behaviors.receive(Open.class)
              .onMessage(Open.class, command -> spawn(context, command, open))
              .onSignal(ChildFailed.class, failed -> ended(failed, failed.cause(), open))
              .onSignal(Terminated.class, ended -> ended(ended, null, open))
              .build();
        });
  }

  private static Behavior<Open> spawn(
      ActorContext<Open> context, Open command, Map<ActorRef<Void>, Persister> open) {
    ActorRef<UnitPersister.Write> actor =
        context.spawnAnonymous(
            new UnitPersister(
                command.history, command.snapshotEveryUnits, command.persister.recovered));
    context.watch(actor);
    open.put(actor.unsafeUpcast(), command.persister);
    command.persister.started.complete(actor);
    return Behaviors.same();
  }

  private static Behavior<Open> ended(
      Terminated signal, Throwable cause, Map<ActorRef<Void>, Persister> open) {
    Persister persister = open.remove(signal.getRef());
    if (persister != null) {
      persister.fail(cause == null ? new IllegalStateException("The actor was stopped") : cause);
    }
    return Behaviors.same();
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(TERMINATE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("The journal's actor system does not end: {}", e.toString());
    }
  }

  private record Open(HistoryRow history, int snapshotEveryUnits, Persister persister) {}

  /** A handle on one persistent actor. One write at a time. */
  static final class Persister {
    private final CompletableFuture<JournalPosition> recovered = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<UnitPersister.Write>> started =
        new CompletableFuture<>();
    private final AtomicReference<CompletableFuture<JournalPosition>> inFlight =
        new AtomicReference<>(new CompletableFuture<>());
    private volatile Throwable failure;

    /** Done with the position after recovery; fails if recovery does. */
    CompletableFuture<JournalPosition> recovered() {
      return recovered;
    }

    /** Writes units at once; done with the new position, or fails, and then the actor has ended. */
    CompletableFuture<JournalPosition> write(List<JournalUnit> units) {
      CompletableFuture<JournalPosition> done = new CompletableFuture<>();
      inFlight.set(done);
      started.thenAccept(actor -> actor.tell(new UnitPersister.Write(units, done)));
      // It may have failed before the write became visible to fail().
      if (failure != null) {
        done.completeExceptionally(failure);
      }
      return done;
    }

    private void fail(Throwable cause) {
      failure = cause;
      inFlight.get().completeExceptionally(cause);
      recovered.completeExceptionally(cause);
    }
  }
}
