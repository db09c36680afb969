package io.tallystick.api.endpoint;

import akka.NotUsed;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.japi.Pair;
import akka.japi.pf.PFBuilder;
import akka.stream.BoundedSourceQueue;
import akka.stream.KillSwitches;
import akka.stream.QueueOfferResult;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.Json;
import io.tallystick.api.encode.BatchJson;
import io.tallystick.api.http.Answer;
import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Parameters;
import io.tallystick.api.http.Problem;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.Roles;
import io.tallystick.ring.query.Queries;
import io.tallystick.ring.query.Views.BatchRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/batches/stream}: sealed batches as server-sent events, from a height on if one is
 * given. What a subscriber has not read waits in a bounded buffer of its own; when that is full it
 * gets {@code event: dropped} after what it holds, and its stream ends.
 */
public final class BatchStream implements OpenStreams {
  private static final Logger LOG = LoggerFactory.getLogger(BatchStream.class);
  private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  private static final long RETRY_AFTER_MS = 5_000;
  private static final int PAGE_ROWS = 100;
  private static final ByteString HEARTBEAT = ByteString.fromString(": heartbeat\n\n");
  private static final ByteString OPENING =
      ByteString.fromString("retry: " + RETRY_AFTER_MS + "\n\n");

  private final EdgeContext context;
  private final Queries queries;
  private final ApiSettings.Streams settings;
  private final AtomicInteger subscribers = new AtomicInteger();
  private final SharedKillSwitch end = KillSwitches.shared("batch-streams");

  /** Streams of the queries' batches. */
  public BatchStream(EdgeContext context, Queries queries) {
    this.context = context;
    this.queries = queries;
    this.settings = context.settings().streams();
  }

  /** Opens a stream; {@code streams_in_use} (UNAVAILABLE) if too many are open. */
  public CompletionStage<Answer> open(ApiRequest request) {
    request.require(Roles.READ | Roles.AUDITOR);
    Long after = after(request);
    return CompletableFuture.completedFuture(() -> response(after, request.clientLeft()));
  }

  @Override
  public int subscribers() {
    return subscribers.get();
  }

  @Override
  public void stop() {
    end.shutdown();
  }

  /** {@code Last-Event-ID}, which browsers send on reconnection, says more than the address. */
  private static Long after(ApiRequest request) {
    Long after = request.parameters("after").unsigned("after", Long.MAX_VALUE);
    String lastId = request.header("Last-Event-ID");
    if (lastId == null || lastId.isEmpty()) {
      return after;
    }
    try {
      return Math.max(0, Long.parseLong(lastId));
    } catch (NumberFormatException e) {
      throw Parameters.invalid(
          "header_malformed", "Last-Event-ID", lastId, "the height of a batch");
    }
  }

  private HttpResponse response(Long after, CompletionStage<Void> clientLeft) {
    if (subscribers.incrementAndGet() > settings.subscribersMax()) {
      subscribers.decrementAndGet();
      return Problem.from(
              TallystickException.retry(
                  ErrorKind.UNAVAILABLE,
                  "streams_in_use",
                  "All streams are in use.",
                  RETRY_AFTER_MS))
          .toResponse();
    }
    Source<ByteString, NotUsed> events =
        Source.single(OPENING)
            .concatLazy(new Subscription(after).events())
            .keepAlive(Duration.ofMillis(settings.heartbeatMs()), () -> HEARTBEAT)
            .via(end.flow())
            .viaMat(KillSwitches.single(), Keep.right())
            .watchTermination(
                (left, done) -> {
                  // A reader that leaves would else be noticed only by writing to it in vain.
                  clientLeft.thenRun(left::shutdown);
                  done.whenComplete((end, failure) -> subscribers.decrementAndGet());
                  return NotUsed.getInstance();
                });
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(EVENTS, events))
        .addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  /** One subscriber. Its stream runs on one actor; only {@link #offer} is called from elsewhere. */
  private final class Subscription {
    private final boolean resumed;
    private long lastHeight;
    private volatile boolean dropped;
    private BoundedSourceQueue<BatchRow> queue;

    Subscription(Long after) {
      this.resumed = after != null;
      this.lastHeight = resumed ? after : 0;
    }

    Source<ByteString, NotUsed> events() {
      Source<BatchRow, NotUsed> batches =
          resumed ? stored().concatLazy(Source.lazySource(this::live)) : live();
      return batches
          .filter(row -> row.height() > lastHeight)
          .map(
              row -> {
                lastHeight = row.height();
                return event(row);
              })
          .concatLazy(Source.lazySource(this::farewell))
          .recover(
              new PFBuilder<Throwable, ByteString>().matchAny(BatchStream::failedEvent).build());
    }

    /** What is sealed already, page by page as the subscriber reads. */
    private Source<BatchRow, NotUsed> stored() {
      return Source.unfoldAsync(
              lastHeight,
              height ->
                  queries
                      .batches(height, PAGE_ROWS)
                      .thenApply(
                          rows ->
                              rows.isEmpty()
                                  ? Optional.<Pair<Long, List<BatchRow>>>empty()
                                  : Optional.of(
                                      Pair.create(rows.get(rows.size() - 1).height(), rows))))
          .mapConcat(rows -> rows);
    }

    /** What is sealed from now on, and what was sealed since {@link #stored} ended. */
    private Source<BatchRow, NotUsed> live() {
      Pair<BoundedSourceQueue<BatchRow>, Source<BatchRow, NotUsed>> buffer =
          Source.<BatchRow>queue(settings.bufferBatches()).preMaterialize(context.materializer());
      queue = buffer.first();
      AutoCloseable subscription = queries.subscribe(this::offer);
      Source<BatchRow, NotUsed> gap = resumed ? stored() : Source.empty();
      return gap.concatLazy(buffer.second())
          .watchTermination(
              (ignored, done) -> {
                done.whenComplete((end, failure) -> close(subscription));
                return NotUsed.getInstance();
              });
    }

    private void offer(BatchRow row) {
      if (dropped) {
        return;
      }
      QueueOfferResult result = queue.offer(row);
      if (!result.isEnqueued()) {
        dropped = true;
        endQueue();
      }
    }

    private void endQueue() {
      try {
        queue.complete();
      } catch (IllegalStateException e) {
        // The reader left a moment ago, which ended the queue; this is the sealing thread.
        LOG.debug("A subscriber to batches has left", e);
      }
    }

    private Source<ByteString, NotUsed> farewell() {
      return dropped ? Source.single(droppedEvent(lastHeight)) : Source.empty();
    }
  }

  private static void close(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("A subscription to batches did not close", e);
    }
  }

  private static ByteString event(BatchRow row) {
    byte[] data = Json.bytes(json -> BatchJson.write(json, row));
    return ByteString.fromString(
        "id: "
            + row.height()
            + "\nevent: batch\ndata: "
            + new String(data, StandardCharsets.UTF_8)
            + "\n\n");
  }

  private static ByteString failedEvent(Throwable failure) {
    return ByteString.fromString(
        "event: failed\ndata: {\"code\":\"" + Problem.from(failure).code() + "\"}\n\n");
  }

  private static ByteString droppedEvent(long lastHeight) {
    return ByteString.fromString(
        "event: dropped\ndata: {\"code\":\"subscriber_too_slow\",\"after\":"
            + lastHeight
            + "}\n\n");
  }
}
