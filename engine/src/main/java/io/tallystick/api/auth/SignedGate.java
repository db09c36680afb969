package io.tallystick.api.auth;

import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Gate;
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

/**
 * Admits signed requests (RFC 9421). Signatures are verified on threads of their own, so that
 * connections never wait behind them; how many wait is bounded.
 */
public final class SignedGate implements Gate {
  private static final long RETRY_AFTER_MS = 1_000;

  private final RequestVerifier verifier;
  private final Executor threads;
  private final int waitingMax;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A gate.
   *
   * @param threads where signatures are verified
   * @param waitingMax signatures that wait or are being verified; one more is answered 429
   */
  public SignedGate(RequestVerifier verifier, Executor threads, int waitingMax) {
    this.verifier = verifier;
    this.threads = threads;
    this.waitingMax = (int) Checks.inRange(waitingMax, 1, 1 << 20, "signatures waiting");
  }

  @Override
  public void expect(ApiRequest request) {
    if (request.header("Signature") == null || request.header("Signature-Input") == null) {
      throw RequestVerifier.signatureMissing();
    }
  }

  @Override
  public CompletionStage<Submitter> admit(ApiRequest request, byte[] body) {
    if (waiting.incrementAndGet() > waitingMax) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(tooMany());
    }
    CompletableFuture<Submitter> admitted = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            waiting.decrementAndGet();
            try {
              admitted.complete(verifier.verify(new HttpMessage(request.http()), body));
            } catch (RuntimeException e) {
              admitted.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      admitted.completeExceptionally(tooMany());
    }
    return admitted;
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
