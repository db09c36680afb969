package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeConfiguration;
import io.tallystick.config.NodeSettings;

/** Starts nodes in this process and works on their folders. */
public final class EmbeddedLauncher implements NodeLauncher {
  @Override
  public RunningNode start(NodeOptions options, StartProgress progress) {
    if (options.clean() && options.cassandra().mode() == CassandraChoice.Mode.EXTERNAL) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "clean_with_external_cassandra",
          "--clean would leave the journal in the external Cassandra behind; empty that by hand, or leave --clean out");
    }
    NodeConfiguration configuration = NodeConfiguration.of(options.config(), options.settings());
    requireCredentials(configuration.settings());
    NodeOptions.Place place = options.place();
    if (!place.isAlone()) {
      if (place.role() == NodeRole.GATEWAY) {
        requirePlain(configuration.settings().http());
        requireUnsigned(configuration.settings().security());
        return GatewayNode.start(options, configuration, progress);
      }
      requireOneCassandra(options, configuration.settings().cassandra());
      return ReplicaNode.start(options, configuration, progress);
    }
    return LocalNode.start(options, configuration, progress);
  }

  /** A gateway passes reads on to ledger nodes in the clear. */
  private static void requirePlain(NodeSettings.Http http) {
    if (http.tls().isPresent()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "gateway_without_tls",
          "a gateway speaks plain HTTP with callers and ledger nodes in this version: leave"
              + " http.tls.enabled off on all nodes, or send to any ledger node");
    }
  }

  /** A gateway knows no keys. */
  private static void requireUnsigned(NodeSettings.Security security) {
    if (security.signed()) {
      throw TallystickException.of(
          ErrorKind.UNPROCESSABLE,
          "gateway_takes_no_signatures",
          "a gateway does not verify signatures: send signed requests to the ledger nodes");
    }
  }

  /** A child belongs to one node; the nodes of a cluster share one journal. */
  private static void requireOneCassandra(NodeOptions options, NodeSettings.Cassandra named) {
    if (options.cassandra().mode() == CassandraChoice.Mode.CHILD
        && named.contactPoints().isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "cassandra_not_shared",
          "a node of a cluster takes --cassandra HOST:PORT or cassandra.contact-points, the same on"
              + " every node, or --without-cassandra: a child would hold this node's journal alone");
    }
  }

  /** Nobody without a credential may reach what moves money. */
  private static void requireCredentials(NodeSettings settings) {
    NodeSettings.Http http = settings.http();
    boolean asksForCertificates = http.tls().flatMap(NodeSettings.Tls::clientCa).isPresent();
    if (!http.isLoopback() && !asksForCertificates && !settings.security().signed()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "http_without_credentials",
          "http.host = \""
              + http.host()
              + "\" is reached from other machines: take signed requests only (security.mode ="
              + " signed), or name in http.tls.client-ca whose certificates callers must show");
    }
  }

  @Override
  public VerifyReport verify(VerifyOptions options, VerifyProgress progress) {
    return new OfflineVerify(options, progress).run();
  }

  @Override
  public RebuildReport rebuild(RebuildOptions options, VerifyProgress progress) {
    return new Rebuild(options, NodeConfiguration.of(options.config()), progress).run();
  }
}
