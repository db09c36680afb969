package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tallystick.api.ApiSettings;
import io.tallystick.api.auth.SignedGate;
import io.tallystick.api.http.Gate;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.participant.signature.RequestVerifier;
import io.tallystick.participant.signature.SignatureSettings;
import io.tallystick.ring.Pipelines;
import io.tallystick.ring.WallClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the setting {@code security.mode} means for the HTTP server. */
final class NodeSecurity {
  /** See reference.conf. */
  private static final String DISPATCHER = "tallystick.security.dispatcher";

  private NodeSecurity() {}

  /**
   * Refuses a host that others can reach while no credential is asked for: {@code
   * host_needs_signatures} (INVALID).
   */
  static void check(NodeOptions options, NodeSettings.Security security) {
    if (!security.signed() && !isLoopback(options.host())) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "host_needs_signatures",
          "without credentials the server listens on loopback only; "
              + options.host()
              + " needs security.mode = signed");
    }
  }

  /**
   * The same for a gateway, which verifies no signatures: {@code gateway_takes_no_signatures}
   * (INVALID) where they are asked for.
   */
  static void checkGateway(NodeOptions options, NodeSettings.Security security) {
    check(options, security);
    if (security.signed()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "gateway_takes_no_signatures",
          "a gateway does not verify signatures: send signed requests to the ledger nodes");
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw TallystickException.of(
          ErrorKind.INVALID, "host_unknown", "there is no host " + host + " to listen on", e);
    }
  }

  /** How the server listens: to its own names only where it asks for no credential. */
  static ApiSettings apiSettings(NodeOptions options, NodeSettings settings) {
    ApiSettings development = ApiSettings.development(options.port());
    ApiSettings.Binding binding = development.binding();
    ApiSettings bound =
        settings.security().signed()
            ? new ApiSettings(
                new ApiSettings.Binding(
                    options.host(), options.port(), Set.of(), binding.dispatcher()),
                development.limits(),
                development.timeouts(),
                development.streams())
            : development;
    return bound.withTimeouts(
        bound.timeouts().withRequestTimeoutMs(settings.http().requestTimeoutMs()));
  }

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
