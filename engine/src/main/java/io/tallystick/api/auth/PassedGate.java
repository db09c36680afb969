package io.tallystick.api.auth;

import io.tallystick.api.http.ApiRequest;
import io.tallystick.api.http.Gate;
import io.tallystick.participant.Submitter;
import io.tallystick.participant.signature.RequestVerifier;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Of a node that decides nothing and passes every request on, as it came, to one that verifies it.
 * Here it is only seen that there is a signature at all, before a body is read. Who signed is not
 * known: an endpoint that asks for the submitter fails.
 */
public final class PassedGate implements Gate {
  /** For requests that bring no signature {@code signature_missing}. */
  @Override
  public void expect(ApiRequest request) {
    if (request.header("Signature") == null || request.header("Signature-Input") == null) {
      throw RequestVerifier.signatureMissing();
    }
  }

  @Override
  public CompletionStage<Submitter> admit(ApiRequest request, byte[] body) {
    expect(request);
    return CompletableFuture.completedFuture(null);
  }
}
