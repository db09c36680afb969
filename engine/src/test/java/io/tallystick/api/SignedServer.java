package io.tallystick.api;

import io.tallystick.api.auth.SignedGate;
import io.tallystick.api.http.Gate;
import io.tallystick.participant.signature.RequestVerifier;
import io.tallystick.participant.signature.SignatureSettings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/** What a server that asks for signatures has that others have not. */
final class SignedServer {
  private SignedServer() {}

  /** A gate that knows the engine's participants. */
  static Gate gate(FakeEngine engine) {
    RequestVerifier verifier =
        new RequestVerifier(
            engine.members.directory,
            SignatureSettings.defaults(),
            () -> System.currentTimeMillis() * 1_000_000);
    return new SignedGate(
        verifier, () -> CompletableFuture.completedFuture(0L), ForkJoinPool.commonPool(), 64);
  }
}
