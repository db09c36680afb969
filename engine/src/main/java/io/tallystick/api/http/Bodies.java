package io.tallystick.api.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RequestEntity;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tallystick.api.ApiSettings;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Collects request bodies within bounds of size, time and all bodies together, and hands out those
 * alone that the gate has admitted.
 */
public final class Bodies {
  /** Code of a body that came too slowly; answered 408. */
  static final String BODY_TIMEOUT = "body_timeout";

  private static final long RETRY_AFTER_MS = 1_000;
  private static final int DROP_ALL = -1;

  private final Materializer materializer;
  private final ApiSettings.Timeouts timeouts;
  private final BodyBudget budget;
  private final Gate gate;

  /** Bodies that count against {@code budget} and pass {@code gate}. */
  public Bodies(
      Materializer materializer, ApiSettings.Timeouts timeouts, BodyBudget budget, Gate gate) {
    this.gate = gate;
    this.materializer = materializer;
    this.timeouts = timeouts;
    this.budget = budget;
  }

  /** What all bodies count against. */
  public BodyBudget budget() {
    return budget;
  }

  /**
   * The body as one array of its exact length that nobody else holds.
   *
   * @param bytesMax longest body accepted
   * @return fails with {@code body_too_large} (TOO_LARGE), {@code bodies_in_flight} (UNAVAILABLE),
   *     {@code body_incomplete} or {@code body_timeout} (INVALID), or as {@link Gate#admit} does
   */
  public CompletionStage<byte[]> collect(ApiRequest request, int bytesMax) {
    gate.expect(request);
    return collectUnseen(request, bytesMax)
        .thenCompose(body -> admit(request, body).thenApply(ignored -> body));
  }

  /** Lets the gate decide about a request; {@code body} is null where there is none. */
  CompletionStage<Void> admit(ApiRequest request, byte[] body) {
    return gate.admit(request, body).thenAccept(request::admitted);
  }

  private CompletionStage<byte[]> collectUnseen(ApiRequest request, int bytesMax) {
    RequestEntity entity = request.http().entity();
    if (entity instanceof HttpEntity.Strict strict) {
      return CompletableFuture.completedFuture(strictBytes(request, strict.getData(), bytesMax));
    }
    OptionalLong length = entity.getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > CollectBody.DRAIN_BYTES_MAX) {
      entity.getDataBytes().runWith(Sink.cancelled(), materializer);
      return CompletableFuture.failedFuture(tooLarge(bytesMax));
    }
    return entity
        .getDataBytes()
        .runWith(new CollectBody(bytesMax, timeouts.bodyTimeoutMs(), budget), materializer)
        .thenApply(
            bytes -> {
              request.holds(bytes.length);
              return bytes;
            });
  }

  private byte[] strictBytes(ApiRequest request, ByteString data, int bytesMax) {
    if (data.size() > bytesMax) {
      throw tooLarge(bytesMax);
    }
    if (!budget.take(data.size())) {
      throw tooManyBytes();
    }
    request.holds(data.size());
    return data.toArrayUnsafe();
  }

  /** Reads and drops a body that nobody asked for, within bounds; completes in any case. */
  CompletionStage<Void> drop(HttpRequest request) {
    RequestEntity entity = request.entity();
    if (entity instanceof HttpEntity.Strict) {
      return CompletableFuture.completedFuture(null);
    }
    OptionalLong length = entity.getContentLengthOption();
    if (length.isPresent() && length.getAsLong() > CollectBody.DRAIN_BYTES_MAX) {
      entity.getDataBytes().runWith(Sink.cancelled(), materializer);
      return CompletableFuture.completedFuture(null);
    }
    return entity
        .getDataBytes()
        .runWith(new CollectBody(DROP_ALL, timeouts.bodyTimeoutMs(), budget), materializer)
        .handle((bytes, failure) -> null);
  }

  /** Frees what the request's body held. */
  void release(ApiRequest request) {
    budget.give(request.heldBytes());
    request.holds(0);
  }

  static TallystickException tooLarge(int bytesMax) {
    return TallystickException.of(
        ErrorKind.TOO_LARGE,
        "body_too_large",
        "A body of this kind has at most " + bytesMax + " bytes.");
  }

  static TallystickException tooManyBytes() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "bodies_in_flight",
        "The bodies in flight fill the memory set aside for them.",
        RETRY_AFTER_MS);
  }
}
