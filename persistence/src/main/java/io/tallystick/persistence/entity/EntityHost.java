package io.tallystick.persistence.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.Behaviors;
import com.datastax.oss.driver.api.core.CqlSession;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.persistence.journal.JournalConfig;
import io.tallystick.persistence.journal.JournalSchema;
import io.tallystick.persistence.journal.JournalSessions;
import io.tallystick.persistence.journal.JournalSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entities in Cassandra, through the {@code entity-journal} plugin. It lives in an actor system of
 * its own, which is replaced when an entity could not be read: a plugin that failed once may stay
 * broken for its system's life.
 */
public final class EntityHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EntityHost.class);
  private static final int WAITING_MAX = 1_024;
  private static final long TERMINATE_S = 10;
  private static final long RETRY_AFTER_MS = 1_000;

  private final Supplier<JournalSettings> where;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING_MAX),
          work -> {
            Thread made = new Thread(work, "entity-journal");
            made.setDaemon(true);
            return made;
          });
  private volatile ActorSystem<Open> system;

  /**
   * A host that connects when the first entity is opened.
   *
   * @param where fails with UNAVAILABLE while Cassandra's place is not known
   */
  public EntityHost(Supplier<JournalSettings> where) {
    this.where = where;
  }

  private record Open(String id, Handle handle) {}

  /** An open entity. */
  public static final class Handle {
    private final CompletableFuture<EntityState> recovered = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<EntityPersister.Command>> actor =
        new CompletableFuture<>();
    private volatile CompletableFuture<Boolean> writing = CompletableFuture.completedFuture(true);
    private volatile int since;
    private volatile Throwable ended;

    /** The newest snapshot that was there, as it was given. */
    public Optional<byte[]> snapshot() {
      return recovered.join().snapshot();
    }

    /** What was there after the snapshot, oldest first. */
    public List<byte[]> events() {
      return recovered.join().events();
    }

    /** How many events there are by now after the newest snapshot that is known to be durable. */
    public int sinceSnapshot() {
      return since;
    }

    /**
     * Adds an event; one at a time. Fails with UNAVAILABLE, and then it may or may not be there.
     *
     * @param snapshot what all events up to and with this one come to; that it could not be kept is
     *     no failure
     */
    public CompletionStage<Void> append(byte[] event, Optional<byte[]> snapshot) {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      writing = done;
      actor.thenAccept(ref -> ref.tell(new EntityPersister.Append(event, snapshot, done)));
      if (ended != null) {
        done.completeExceptionally(unavailable(ended));
      }
      return done.thenAccept(kept -> since = kept ? 0 : since + 1);
    }

    /** Gives it up. */
    public void close() {
      actor.thenAccept(ref -> ref.tell(new EntityPersister.Close()));
    }

    private void end(Throwable cause) {
      ended = cause;
      recovered.completeExceptionally(unavailable(cause));
      writing.completeExceptionally(unavailable(cause));
    }
  }

  /** Reads an entity; fails with {@code policy_unavailable} (UNAVAILABLE). */
  public CompletionStage<Handle> open(String id) {
    Handle handle = new Handle();
    try {
      thread.execute(() -> open(id, handle));
    } catch (RejectedExecutionException full) {
      handle.end(full);
    }
    return handle.recovered.handle(
        (state, problem) -> {
          if (problem != null) {
            replace();
            throw unavailable(problem);
          }
          handle.since = state.events().size();
          return handle;
        });
  }

  private void open(String id, Handle handle) {
    try {
      if (system == null) {
        JournalSettings settings = where.get();
        try (CqlSession session = JournalSessions.open(settings)) {
          JournalSchema.createEntities(session, settings);
        }
        system =
            ActorSystem.create(
                guardian(), "tallystick-entities", JournalConfig.ownSystem(settings));
      }
      system.tell(new Open(id, handle));
    } catch (RuntimeException problem) {
      handle.end(problem);
    }
  }

  private void replace() {
    try {
      thread.execute(this::stop);
    } catch (RejectedExecutionException full) {
      LOG.debug("the entity journal is busy or stopped", full);
    }
  }

  private void stop() {
    ActorSystem<Open> old = system;
    system = null;
    if (old == null) {
      return;
    }
    old.terminate();
    try {
      old.getWhenTerminated().toCompletableFuture().get(TERMINATE_S, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException problem) {
      LOG.warn("the entity journal's actor system does not end: {}", problem.toString());
    }
  }

  private static Behavior<Open> guardian() {
    return Behaviors.setup(
        context -> {
          Map<ActorRef<Void>, Handle> open = new HashMap<>();
          return Behaviors.receive(Open.class)
              .onMessage(
                  Open.class,
                  command -> {
                    ActorRef<EntityPersister.Command> actor =
                        context.spawnAnonymous(
                            new EntityPersister(command.id, command.handle.recovered));
                    context.watch(actor);
                    open.put(actor.unsafeUpcast(), command.handle);
                    command.handle.actor.complete(actor);
                    return Behaviors.same();
                  })
              .onSignal(ChildFailed.class, failed -> ended(failed, failed.cause(), open))
              .onSignal(
                  Terminated.class,
                  ended -> ended(ended, new IllegalStateException("it was closed"), open))
              .build();
        });
  }

  private static Behavior<Open> ended(
      Terminated signal, Throwable cause, Map<ActorRef<Void>, Handle> open) {
    Handle handle = open.remove(signal.getRef());
    if (handle != null) {
      handle.end(cause);
    }
    return Behaviors.same();
  }

  private static TallystickException unavailable(Throwable cause) {
    return cause instanceof TallystickException known && known.code().equals("policy_unavailable")
        ? known
        : TallystickException.retry(
            ErrorKind.UNAVAILABLE,
            "policy_unavailable",
            "the journal of policies cannot be reached: " + cause.getMessage(),
            RETRY_AFTER_MS);
  }

  @Override
  public void close() {
    thread.execute(this::stop);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(TERMINATE_S, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
