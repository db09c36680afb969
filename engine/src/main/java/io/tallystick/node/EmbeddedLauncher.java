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
    if (place.role() == NodeRole.GATEWAY) {
      return gateway(options, configuration, progress);
    }
    if (!place.isAlone()) {
      requireOneCassandra(options, configuration.settings().cassandra());
      return ReplicaNode.start(options, configuration, progress);
    }
    return LocalNode.start(options, configuration, progress);
  }

  /** One that is told where ledger nodes serve passes everything on and has no part in the rest. */
  private static RunningNode gateway(
      NodeOptions options, NodeConfiguration configuration, StartProgress progress) {
    NodeSettings settings = configuration.settings();
    boolean member = !options.place().peers().isEmpty();
    if (settings.gateway().ledgerUrls().isEmpty()) {
      requireUnsigned(settings.security());
      requirePeers(member);
      requireCa(settings);
      return GatewayNode.start(options, configuration, progress);
    }
    if (member) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "gateway_peers_unused",
          "a gateway that is told where ledger nodes serve HTTP (--ledger, gateway.ledger-urls) has"
              + " no part in their cluster: leave --peers out, or the URLs");
    }
    return RelayNode.start(options, configuration, progress);
  }

  /** Who verifies signatures takes nothing that was not sent to it as it was signed. */
  private static void requireUnsigned(NodeSettings.Security security) {
    if (security.signed()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "gateway_urls_missing",
          "a gateway in front of ledger nodes that take signed requests passes these on over HTTP,"
              + " as they came: say where the ledger nodes serve, --ledger https://HOST:PORT,… or"
              + " gateway.ledger-urls, in place of --peers");
    }
  }

  private static void requirePeers(boolean member) {
    if (!member) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "peers_missing",
          "a gateway passes requests on to ledger nodes: name them with --peers N=HOST:PORT,… to"
              + " take part in their cluster, or with --ledger https://HOST:PORT,… to pass"
              + " everything on over HTTP");
    }
  }

  /** A gateway in a cluster with TLS reads over HTTPS. */
  private static void requireCa(NodeSettings settings) {
    if (settings.http().tls().isPresent() && settings.gateway().ca().isEmpty()) {
      throw TallystickException.of(
          ErrorKind.INVALID,
          "gateway_ca_missing",
          "gateway.ca must name the CAs of the ledger nodes' certificates (ca.crt of their folder;"
              + " tallystick-tls.conf sets it): the gateway asks them over HTTPS");
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
