package io.tallystick.api.endpoint;

import akka.actor.ActorSystem;
import akka.actor.Cancellable;
import akka.stream.Materializer;
import io.tallystick.api.http.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replicas at addresses that an operator named, each asked every second whether it is ready. Those
 * that are take turns, so that the work of verifying is spread; then come those that answered, then
 * the others.
 */
public final class ProbedReplicas implements ReplicaUrls, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProbedReplicas.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** A node that takes longer to say whether it is ready is not. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int OK = 200;

  private enum State {
    READY("is ready"),
    NOT_READY("answers and is not ready"),
    SILENT("does not answer");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  /** One replica; its state is written by whichever thread hears of it. */
  private static final class Replica {
    final URI url;
    final AtomicBoolean asked = new AtomicBoolean();
    volatile State state;

    Replica(URI url) {
      this.url = url;
    }
  }

  private final ActorSystem system;
  private final ReplicaClient client;
  private final Materializer materializer;
  private final List<Replica> replicas;
  private final AtomicInteger turn = new AtomicInteger();
  private final Cancellable timer;

  private ProbedReplicas(ActorSystem system, ReplicaClient client, List<URI> urls) {
    this.system = system;
    this.client = client;
    this.materializer = Materializer.matFromSystem(system);
    this.replicas = urls.stream().map(Replica::new).toList();
    this.timer =
        system
            .scheduler()
            .scheduleWithFixedDelay(Duration.ZERO, EVERY, this::probe, system.dispatcher());
  }

  /**
   * Begins to ask.
   *
   * @param urls where the replicas serve HTTP, at least one
   */
  public static ProbedReplicas start(ActorSystem system, ReplicaClient client, List<URI> urls) {
    return new ProbedReplicas(system, client, urls);
  }

  private void probe() {
    for (Replica replica : replicas) {
      if (replica.asked.compareAndSet(false, true)) {
        CompletionStage<Integer> status =
            client
                .get(replica.url, "/health/ready")
                .thenApply(
                    response -> {
                      response.discardEntityBytes(materializer);
                      return response.status().intValue();
                    });
        Deadline.within(system, status, PATIENCE, Deadline::readTimedOut)
            .whenComplete((answered, failure) -> heard(replica, answered, failure));
      }
    }
  }

  private static void heard(Replica replica, Integer status, Throwable failure) {
    State now = State.SILENT;
    if (failure == null) {
      now = status == OK ? State.READY : State.NOT_READY;
    }
    State before = replica.state;
    replica.state = now;
    replica.asked.set(false);
    if (now == before) {
      return;
    }
    if (now == State.SILENT) {
      LOG.warn("the ledger node {} {}: {}", replica.url, now.words, why(Problem.unwrap(failure)));
    } else {
      LOG.info("the ledger node {} {}", replica.url, now.words);
    }
  }

  /** A failure of TLS is one of certificates, almost always. */
  private static String why(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return cause.getMessage()
            + ". Its certificate must be of a CA in gateway.ca and name the host of that URL; where"
            + " it asks for one (its http.tls.client-ca), this gateway's http.tls.certificate must"
            + " be of a CA there";
      }
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  @Override
  public List<URI> inOrder() {
    List<URI> order = new ArrayList<>(replicas.size());
    int first = Math.floorMod(turn.getAndIncrement(), replicas.size());
    for (State state : State.values()) {
      for (int i = 0; i < replicas.size(); i++) {
        Replica replica = replicas.get((first + i) % replicas.size());
        State known = replica.state == null ? State.SILENT : replica.state;
        if (known == state) {
          order.add(replica.url);
        }
      }
    }
    // One that changed meanwhile may be in no pass; it is not worth another.
    return order.isEmpty() ? List.of(replicas.get(first).url) : order;
  }

  /** Whether any of them is ready. */
  public boolean anyReady() {
    return replicas.stream().anyMatch(replica -> replica.state == State.READY);
  }

  /** Asks no more. */
  @Override
  public void close() {
    timer.cancel();
  }
}
