package io.tallystick.api.auth;

import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Gate;
import io.tallystick.api.http.Problem;
import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.Submitter;
import io.tallystick.participant.signature.RequestVerifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Admits signed requests (RFC 9421). Signatures are verified on threads of their own, so that
 * connections never wait behind them; how many wait is bounded.
 */
public final class SignedGate implements Gate {
  private static final long RETRY_AFTER_MS = 1_000;

  private static final PassedGate PRESENCE = new PassedGate();

  private final RequestVerifier verifier;
  private final CatchUp catchUp;
  private final Executor threads;
  private final int waitingMax;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A gate.
   *
   * @param barrier waits until everything that was settled before is applied here
   * @param threads where signatures are verified
   * @param waitingMax signatures that wait or are being verified; one more is answered 429
   */
  public SignedGate(
      RequestVerifier verifier,
      Supplier<CompletionStage<Long>> barrier,
      Executor threads,
      int waitingMax) {
    this.verifier = verifier;
    this.catchUp = new CatchUp(barrier);
    this.threads = threads;
    this.waitingMax = (int) Checks.inRange(waitingMax, 1, 1 << 20, "signatures waiting");
  }

  @Override
  public void expect(ApiRequest request) {
    PRESENCE.expect(request);
  }

  /**
   * A key that is not known here may have been added a moment ago through another node: then it is
   * looked for once more when this node has caught up.
   */
  @Override
  public CompletionStage<Submitter> admit(ApiRequest request, byte[] body) {
    HttpMessage message = new HttpMessage(request.http());
    return verify(message, body)
        .handle(
            (submitter, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedStage(submitter);
              }
              return isUnknownKey(failure)
                  ? catchUp.reached().thenCompose(ignored -> verify(message, body))
                  : CompletableFuture.<Submitter>failedStage(failure);
            })
        .thenCompose(Function.identity());
  }

  private static boolean isUnknownKey(Throwable failure) {
    return Problem.unwrap(failure) instanceof TallystickException e
        && e.code().equals(RequestVerifier.KEY_UNKNOWN);
  }

  private CompletionStage<Submitter> verify(HttpMessage message, byte[] body) {
    if (waiting.incrementAndGet() > waitingMax) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(tooMany());
    }
    CompletableFuture<Submitter> verified = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            waiting.decrementAndGet();
            try {
              verified.complete(verifier.verify(message, body));
            } catch (RuntimeException e) {
              verified.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      verified.completeExceptionally(tooMany());
    }
    return verified;
  }

  /** Signatures that wait for a thread. */
  public int waiting() {
    return waiting.get();
  }

  /** Nonces that are remembered. */
  public int noncesHeld() {
    return verifier.noncesHeld();
  }

  private static TallystickException tooMany() {
    return TallystickException.retry(
        ErrorKind.TOO_MANY,
        "signatures_waiting",
        "Too many signatures wait to be verified; slow down, or send more rows in each request.",
        RETRY_AFTER_MS);
  }
}
