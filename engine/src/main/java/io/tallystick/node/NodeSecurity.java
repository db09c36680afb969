package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.api.auth.SignedGate;
import io.tallystick.api.http.Gate;
import io.tallystick.config.NodeSettings;
import io.tallystick.participant.signature.RequestVerifier;
import io.tallystick.participant.signature.SignatureSettings;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.WallClock;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the setting {@code security.mode} means for the HTTP server. */
final class NodeSecurity {
  /** See reference.conf. */
  private static final String DISPATCHER = "tallystick.security.dispatcher";

  private NodeSecurity() {}

  /** Who lets requests in. */
  static Gate gate(
      NodeSettings.Security security,
      Pipelines pipelines,
      ActorSystem<Void> system,
      MeterRegistry registry) {
    if (!security.signed()) {
      return Gate.OPEN;
    }
    SignatureSettings accepted =
        new SignatureSettings(
            TimeUnit.MILLISECONDS.toSeconds(security.signatureAgeMaxMs()),
            TimeUnit.MILLISECONDS.toSeconds(security.signatureAheadMaxMs()),
            security.noncesMax(),
            security.noncesPerKeyMax());
    Executor threads = system.classicSystem().dispatchers().lookup(DISPATCHER);
    SignedGate gate =
        new SignedGate(
            new RequestVerifier(pipelines.members(), accepted, WallClock::nowNanos),
            pipelines::appliedBarrier,
            threads,
            security.signaturesWaitingMax());
    Gauge.builder("tallystick.signatures.waiting", gate, SignedGate::waiting)
        .description("signatures that wait to be verified")
        .register(registry);
    Gauge.builder("tallystick.nonces", gate, SignedGate::noncesHeld)
        .description("nonces remembered")
        .register(registry);
    return gate;
  }
}
