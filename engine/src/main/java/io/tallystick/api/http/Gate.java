package io.tallystick.api.http;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.participant.Submitter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides who a request comes from before its endpoint sees it. Signed requests are one way; client
 * certificates (mTLS) would be another gate.
 */
public interface Gate {
  /**
   * Asks for no credential: for loopback only. What a gateway lets in for its signature alone is
   * refused.
   */
  Gate OPEN =
      new Gate() {
        private final CompletionStage<Submitter> nobody =
            CompletableFuture.completedFuture(Submitter.NOBODY);

        @Override
        public void expect(ApiRequest request) {}

        @Override
        public CompletionStage<Submitter> admit(ApiRequest request, byte[] body) {
          if (Hop.SIGNED.equals(request.header(Hop.HEADER))) {
            throw TallystickException.of(
                ErrorKind.FORBIDDEN,
                "signatures_not_verified",
                "A gateway of signed requests passed this on, and this node verifies no signatures:"
                    + " its security.mode must be signed, too.");
          }
          return nobody;
        }
      };

  /** Fails at once, before a body is read, if the request brings no credential at all. */
  void expect(ApiRequest request);

  /**
   * Who sent a request.
   *
   * @param body the whole body; null where the endpoint takes none
   * @return null where another node decides it; fails with UNAUTHENTICATED, FORBIDDEN or TOO_MANY
   */
  CompletionStage<Submitter> admit(ApiRequest request, byte[] body);
}
