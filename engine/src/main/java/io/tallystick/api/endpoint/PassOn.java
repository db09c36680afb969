package io.tallystick.api.endpoint;

import akka.NotUsed;
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
import io.tallystick.api.http.Endpoint;
import io.tallystick.api.http.Hop;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes requests on to a node that has a replica and hands its answer back as it streams in;
 * nothing of it is gathered here. Of GETs a node that cannot be reached is followed by the next: a
 * GET changes nothing. Who may do what, and see what, is decided where a request arrives.
 *
 * <p>Bounded by what bounds the server: each of its connections has one request at a time.
 */
public final class PassOn implements OpenStreams {
  private static final int OK = 200;
  private static final long RETRY_AFTER_MS = 1_000;
  private static final byte[] NO_BODY = new byte[0];

  /** How much later than it promised a replica may answer. */
  private static final long GRACE_MS = 500;

  /** What of an answer's headers concerns the client; the others concern one connection. */
  private static final Set<String> ANSWER_HEADERS =
      Set.of("retry-after", "cache-control", "allow", "www-authenticate", "tallystick-height");

  private static final ByteString LOST =
      ByteString.fromString("event: failed\ndata: {\"code\":\"replica_lost\"}\n\n");

  private final Edge edge;
  private final ReplicaUrls replicas;
  private final ReplicaClient client;
  private final AtomicInteger streams = new AtomicInteger();
  private final SharedKillSwitch end = KillSwitches.shared("passed-on-streams");

  /** Passes on to whichever of the replicas answers first in their order. */
  public PassOn(Edge edge, ReplicaUrls replicas, ReplicaClient client) {
    this.edge = edge;
    this.replicas = replicas;
    this.client = client;
  }

  /** Any GET whose answer ends by itself. */
  public CompletionStage<Answer> get(ApiRequest request) {
    return ask(request, leftNanos(request), false).thenApply(response -> () -> whole(response));
  }

  /**
   * What this node says of itself, to whom a replica answers the same request: this node knows
   * nobody's rights.
   */
  public Endpoint ifLet(Endpoint own) {
    return request ->
        ask(request, leftNanos(request), false)
            .thenCompose(
                response -> {
                  if (response.status().intValue() != OK) {
                    return CompletableFuture.completedStage(() -> whole(response));
                  }
                  response.discardEntityBytes(edge.materializer());
                  return own.handle(request);
                });
  }

  /** Whatever brings a body; the replica judges it. */
  public CompletionStage<Answer> change(ApiRequest request) {
    int bytesMax = edge.settings().limits().jsonBodyBytesMax();
    return edge.bodies().collect(request, bytesMax).thenCompose(body -> send(request, body));
  }

  /** The same without a body. */
  public CompletionStage<Answer> remove(ApiRequest request) {
    return send(request, NO_BODY);
  }

  /**
   * Sends a request with its body to one replica, once; to another only if the first certainly did
   * not get it.
   *
   * @return fails with UNAVAILABLE, or OUTCOME_UNKNOWN where it may have taken effect
   */
  public CompletionStage<Answer> send(ApiRequest request, byte[] body) {
    List<URI> order = order(request);
    // The replica's own word on what it does not know is worth waiting for.
    long graceMs = edge.settings().timeouts().outcomeLookupMs() + GRACE_MS;
    return new PassedRequest(
            edge, order, true, (node, leftMs) -> client.change(node, request, body, leftMs))
        .within(leftNanos(request), TimeUnit.MILLISECONDS.toNanos(graceMs))
        .thenApply(response -> () -> whole(response));
  }

  private long leftNanos(ApiRequest request) {
    return request.deadlineNanos(edge.settings().timeouts()) - System.nanoTime();
  }

  /** {@code GET /v1/batches/stream}. */
  public CompletionStage<Answer> open(ApiRequest request) {
    Place place = new Place();
    long openNanos = TimeUnit.MILLISECONDS.toNanos(edge.settings().timeouts().requestTimeoutMs());
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
      if (streams.incrementAndGet() > edge.settings().streams().subscribersMax()) {
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
    return new PassedRequest(
            edge,
            order(request),
            false,
            (node, leftMs) -> client.ask(node, request, leftMs, stream))
        .within(leftNanos, 0);
  }

  private List<URI> order(ApiRequest request) {
    if (request.header(Hop.HEADER) != null) {
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
