package io.tallystick.api.endpoint;

import akka.NotUsed;
import akka.actor.Cancellable;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.pf.PFBuilder;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Problem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes GETs on to a node that has a replica and hands its answer back as it streams in; nothing
 * of it is gathered here. A node that cannot be reached is followed by the next: a GET changes
 * nothing.
 *
 * <p>Bounded by what bounds the server: each of its connections has one request at a time.
 */
public final class PassOn implements OpenStreams {
  /** Marks a request that a gateway passed on; a second gateway does not. */
  public static final String HOP_HEADER = "Tallystick-Hop";

  private static final Logger LOG = LoggerFactory.getLogger(PassOn.class);
  private static final int OK = 200;
  private static final long RETRY_AFTER_MS = 1_000;
  private static final int CHANGE_BYTES_MAX = 64 << 10;

  /** What of an answer's headers concerns the client; the others concern one connection. */
  private static final Set<String> ANSWER_HEADERS =
      Set.of("retry-after", "cache-control", "allow", "tallystick-height");

  private static final ByteString LOST =
      ByteString.fromString("event: failed\ndata: {\"code\":\"replica_lost\"}\n\n");

  private final EdgeContext context;
  private final ReplicaUrls replicas;
  private final ReplicaClient client;
  private final AtomicInteger streams = new AtomicInteger();
  private final SharedKillSwitch end = KillSwitches.shared("passed-on-streams");

  /** Passes on to whichever of the replicas answers first in their order. */
  public PassOn(EdgeContext context, ReplicaUrls replicas) {
    this.context = context;
    this.replicas = replicas;
    this.client = new ReplicaClient(context.system(), context.settings());
  }

  /** Any GET whose answer ends by itself. */
  public CompletionStage<Answer> get(ApiRequest request) {
    long leftNanos = request.deadlineNanos(context.settings().timeouts()) - System.nanoTime();
    return ask(request, leftNanos, false).thenApply(response -> () -> whole(response));
  }

  /**
   * A change of who belongs to the cluster, or of participants: it goes to one replica, once, which
   * passes it on to the leader.
   */
  public CompletionStage<Answer> change(ApiRequest request) {
    long leftNanos = request.deadlineNanos(context.settings().timeouts()) - System.nanoTime();
    return context
        .bodies()
        .collect(request, CHANGE_BYTES_MAX)
        .thenCompose(
            body ->
                Deadline.within(
                    context.system(),
                    client.change(order(request).get(0), request, body),
                    Duration.ofNanos(Math.max(0, leftNanos)),
                    changeUnknown(null)))
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return () -> whole(response);
              }
              Throwable cause = Problem.unwrap(failure);
              throw cause instanceof TallystickException known ? known : changeUnknown(cause);
            });
  }

  private static TallystickException changeUnknown(Throwable cause) {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown",
        "No answer came; a GET of what it was to change tells whether it did.",
        cause);
  }

  /** {@code GET /v1/batches/stream}. */
  public CompletionStage<Answer> open(ApiRequest request) {
    Place place = new Place();
    long openNanos =
        TimeUnit.MILLISECONDS.toNanos(context.settings().timeouts().requestTimeoutMs());
    CompletionStage<HttpResponse> asked;
    try {
      asked = ask(request, openNanos, true);
    } catch (RuntimeException e) {
      place.leave();
      throw e;
    }
    // Who leaves before the answer is there never ends a stream.
    request.clientLeft().thenRun(place::leave);
    return asked.handle(
        (response, failure) -> {
          if (failure == null && response.status().intValue() == OK) {
            return () -> stream(response, request.clientLeft(), place);
          }
          place.leave();
          if (failure == null) {
            return () -> whole(response);
          }
          throw failure instanceof CompletionException known
              ? known
              : new CompletionException(failure);
        });
  }

  /** One of the open streams, left once. */
  private final class Place {
    private final AtomicBoolean left = new AtomicBoolean();

    Place() {
      if (streams.incrementAndGet() > context.settings().streams().subscribersMax()) {
        streams.decrementAndGet();
        throw TallystickException.retry(
            ErrorKind.UNAVAILABLE, "streams_in_use", "All streams are in use.", RETRY_AFTER_MS);
      }
    }

    void leave() {
      if (left.compareAndSet(false, true)) {
        streams.decrementAndGet();
      }
    }
  }

  private CompletionStage<HttpResponse> ask(ApiRequest request, long leftNanos, boolean stream) {
    List<URI> order = order(request);
    Attempt attempt = new Attempt(request, order, System.nanoTime() + leftNanos, stream);
    Cancellable timer =
        context
            .system()
            .scheduler()
            .scheduleOnce(
                Duration.ofNanos(Math.max(0, leftNanos)),
                attempt::tooLate,
                context.system().dispatcher());
    attempt.answer.whenComplete((response, failure) -> timer.cancel());
    attempt.next(0);
    return attempt.answer;
  }

  private List<URI> order(ApiRequest request) {
    if (request.header(HOP_HEADER) != null) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "gateway_loop",
          "A gateway passed this on to a gateway; where replicas listen is not known right.",
          RETRY_AFTER_MS);
    }
    List<URI> order = replicas.inOrder();
    if (order.isEmpty()) {
      throw TallystickException.retry(
          ErrorKind.UNAVAILABLE,
          "no_replica",
          "No node with a replica can be reached now.",
          RETRY_AFTER_MS);
    }
    return order;
  }

  /** One request on its way through the replicas. */
  private final class Attempt {
    private final ApiRequest request;
    private final List<URI> order;
    private final long deadlineNanos;
    private final boolean stream;
    private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();

    Attempt(ApiRequest request, List<URI> order, long deadlineNanos, boolean stream) {
      this.request = request;
      this.order = order;
      this.deadlineNanos = deadlineNanos;
      this.stream = stream;
    }

    void next(int at) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (answer.isDone() || leftMs <= 0) {
        tooLate();
        return;
      }
      client
          .ask(order.get(at), request, leftMs, stream)
          .whenComplete((response, failure) -> ended(at, response, failure));
    }

    private void ended(int at, HttpResponse response, Throwable failure) {
      if (failure == null) {
        if (!answer.complete(response)) {
          // Too late: what nobody reads would hold its connection.
          response.discardEntityBytes(context.materializer());
        }
        return;
      }
      LOG.debug("{} did not answer", order.get(at), failure);
      if (at + 1 < order.size()) {
        next(at + 1);
        return;
      }
      answer.completeExceptionally(
          TallystickException.retry(
              ErrorKind.UNAVAILABLE,
              "replica_unreachable",
              "No node with a replica answered.",
              RETRY_AFTER_MS));
    }

    void tooLate() {
      answer.completeExceptionally(Deadline.readTimedOut());
    }
  }

  private static HttpResponse whole(HttpResponse response) {
    HttpResponse answer =
        HttpResponse.create().withStatus(response.status()).withEntity(response.entity());
    for (HttpHeader header : response.getHeaders()) {
      if (ANSWER_HEADERS.contains(header.lowercaseName())) {
        answer = answer.addHeader(RawHeader.create(header.name(), header.value()));
      }
    }
    return answer;
  }

  private HttpResponse stream(
      HttpResponse response, CompletionStage<Void> clientLeft, Place place) {
    Source<ByteString, NotUsed> events =
        response
            .entity()
            .getDataBytes()
            .mapMaterializedValue(ignored -> NotUsed.getInstance())
            .recover(new PFBuilder<Throwable, ByteString>().matchAny(failure -> LOST).build())
            .via(end.flow())
            .viaMat(KillSwitches.single(), Keep.right())
            .watchTermination(
                (left, done) -> {
                  clientLeft.thenRun(left::shutdown);
                  done.whenComplete((ended, failure) -> place.leave());
                  return NotUsed.getInstance();
                });
    return whole(response)
        .withEntity(HttpEntities.createChunked(response.entity().getContentType(), events));
  }

  @Override
  public int subscribers() {
    return streams.get();
  }

  @Override
  public void stop() {
    end.shutdown();
  }

  @Override
  public CompletionStage<?> close() {
    return client.close();
  }
}
