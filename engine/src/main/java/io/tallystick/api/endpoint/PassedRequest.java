package io.tallystick.api.endpoint;

import akka.actor.Cancellable;
import akka.http.javadsl.model.HttpResponse;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way through the replicas, until one has answered or time is up. */
final class PassedRequest {
  private static final Logger LOG = LoggerFactory.getLogger(PassedRequest.class);
  private static final long RETRY_AFTER_MS = 1_000;

  /** How Akka's TCP names an attempt to connect that failed. */
  private static final String CONNECT_FAILED = "Tcp command [Connect(";

  /** Sends the request to one of them. */
  interface Way {
    CompletionStage<HttpResponse> to(URI node, long leftMs);
  }

  private final Edge edge;
  private final List<URI> order;
  private final Way way;
  private final boolean changes;
  private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
  private long deadlineNanos;

  /**
   * A request that has not left yet.
   *
   * @param changes whether it may change something: then only who certainly did not get it is
   *     followed by the next
   */
  PassedRequest(Edge edge, List<URI> order, boolean changes, Way way) {
    this.edge = edge;
    this.order = order;
    this.changes = changes;
    this.way = way;
  }

  /**
   * Sends it.
   *
   * @param askNanos how long the replicas have
   * @param graceNanos how much longer their answer is waited for
   * @return fails with UNAVAILABLE ({@code replica_unreachable}, {@code read_timed_out}) or, of
   *     what may change something, OUTCOME_UNKNOWN
   */
  CompletionStage<HttpResponse> within(long askNanos, long graceNanos) {
    deadlineNanos = System.nanoTime() + askNanos;
    Cancellable timer =
        edge.system()
            .scheduler()
            .scheduleOnce(
                Duration.ofNanos(Math.max(0, askNanos + graceNanos)),
                this::tooLate,
                edge.system().dispatcher());
    answer.whenComplete((response, failure) -> timer.cancel());
    next(0);
    return answer;
  }

  private void next(int at) {
    long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (answer.isDone()) {
      return;
    }
    if (leftMs <= 0) {
      answer.completeExceptionally(at == 0 || changes ? unreachable() : Deadline.readTimedOut());
      return;
    }
    way.to(order.get(at), leftMs).whenComplete((response, failure) -> ended(at, response, failure));
  }

  private void ended(int at, HttpResponse response, Throwable failure) {
    if (failure == null) {
      if (!answer.complete(response)) {
        // Too late: what nobody reads would hold its connection.
        response.discardEntityBytes(edge.materializer());
      }
      return;
    }
    LOG.debug("{} did not answer", order.get(at), failure);
    if (changes && !neverArrived(failure)) {
      answer.completeExceptionally(unknown(failure));
    } else if (at + 1 < order.size()) {
      next(at + 1);
    } else {
      answer.completeExceptionally(unreachable());
    }
  }

  private void tooLate() {
    answer.completeExceptionally(changes ? unknown(null) : Deadline.readTimedOut());
  }

  /** Whether a failure shows that not one byte of the request was taken. */
  static boolean neverArrived(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof ConnectException
          || cause instanceof SSLHandshakeException
          || (message != null && message.startsWith(CONNECT_FAILED))) {
        return true;
      }
    }
    return false;
  }

  private static TallystickException unreachable() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "replica_unreachable",
        "No node with a replica answered; nothing entered. The gateway's log says why.",
        RETRY_AFTER_MS);
  }

  private static TallystickException unknown(Throwable cause) {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown",
        "No answer came. Sending rows again under the same ids is safe; of any other change a GET"
            + " tells whether it was made.",
        cause);
  }
}
