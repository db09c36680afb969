package io.tallystick.node;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How to run a node.
 *
 * @param data folder that holds all of its files, made if missing; a child Cassandra's included
 * @param host interface that HTTP listens on
 * @param port port that HTTP listens on, 0 … 65535; 0 takes a free one
 * @param clean whether the data folder's former content is removed first, a child Cassandra's
 *     included; refused with an external Cassandra
 * @param place which node of which cluster it is
 * @param config an operator's HOCON over the defaults; empty for the defaults alone
 * @param settings single values over all others, by path below {@code tallystick}
 */
public record NodeOptions(
    Path data,
    String host,
    int port,
    CassandraChoice cassandra,
    boolean clean,
    Place place,
    Optional<Path> config,
    Map<String, String> settings) {
  /** The port that a node listens on unless told otherwise. */
  public static final int DEFAULT_PORT = 8_080;

  /** The interface that a node listens on unless told otherwise. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  public NodeOptions {
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(cassandra, "cassandra");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(config, "config");
    settings = Map.copyOf(settings);
  }

  /** Without settings of its own. */
  public NodeOptions(
      Path data,
      String host,
      int port,
      CassandraChoice cassandra,
      boolean clean,
      Place place,
      Optional<Path> config) {
    this(data, host, port, cassandra, clean, place, config, Map.of());
  }

  /** The same node with these settings. */
  public NodeOptions with(Map<String, String> otherSettings) {
    return new NodeOptions(data, host, port, cassandra, clean, place, config, otherSettings);
  }

  /** A single node with the default settings. */
  public static NodeOptions single(
      Path data, String host, int port, CassandraChoice cassandra, boolean clean) {
    return new NodeOptions(data, host, port, cassandra, clean, Place.SINGLE, Optional.empty());
  }

  /** The same node on its data as it is, at the port that it had. */
  NodeOptions restartedAt(int samePort) {
    return new NodeOptions(data, host, samePort, cassandra, false, place, config, settings);
  }

  /**
   * Which node of which cluster.
   *
   * @param node its number, 1 … {@link NodePeers#NODE_MAX}
   * @param role whether it holds a replica
   * @param peers the ledger nodes; empty for a single node, and for a gateway that reaches them
   *     over HTTP alone
   * @param join whether it is no founding member: it waits until the members let it in
   * @param remoting where a gateway's remoting listens; null for a ledger node, whose address is in
   *     the list
   */
  public record Place(
      int node, NodeRole role, NodePeers peers, boolean join, NodeAddress remoting) {
    /** Node 1, alone. */
    public static final Place SINGLE = new Place(1, NodeRole.LEDGER, NodePeers.NONE, false, null);

    /**
     * Checks the parts against each other.
     *
     * @throws TallystickException INVALID: {@code node_number_invalid}, {@code peers_missing},
     *     {@code node_not_in_peers}, {@code gateway_in_peers}, {@code remoting_not_for_ledger},
     *     {@code gateway_cannot_join}
     */
    public Place {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(peers, "peers");
      NodePeers.number("node", Integer.toString(node));
      if (role == NodeRole.GATEWAY) {
        requireGateway(node, peers, join, remoting);
        remoting = remoting == null ? new NodeAddress(DEFAULT_HOST, 0) : remoting;
      } else {
        requireLedger(node, peers, join, remoting);
      }
    }

    /** Without peers it has no part in their cluster, and no remoting. */
    private static void requireGateway(
        int node, NodePeers peers, boolean join, NodeAddress remoting) {
      if (peers.isEmpty() && remoting != null) {
        throw refused(
            "peers_missing",
            "remoting",
            remoting.toString(),
            "is for a gateway that takes part in a cluster: name its ledger nodes in the list of"
                + " peers");
      }
      if (peers.addresses().containsKey(node)) {
        throw refused(
            "gateway_in_peers",
            "node",
            Integer.toString(node),
            "is in the list of peers, which holds ledger nodes only; give the gateway another number");
      }
      if (join) {
        throw refused(
            "gateway_cannot_join", "join", "true", "is for ledger nodes; a gateway has no vote");
      }
    }

    private static void requireLedger(
        int node, NodePeers peers, boolean join, NodeAddress remoting) {
      if (peers.isEmpty() ? node != 1 : !peers.addresses().containsKey(node)) {
        throw refused(
            "node_not_in_peers",
            "node",
            Integer.toString(node),
            peers.isEmpty()
                ? "needs a list of peers; a single node is number 1"
                : "must be in the list of peers " + peers);
      }
      if (join && peers.addresses().size() < 2) {
        throw refused("peers_missing", "peers", peers.toString(), "must name a member to join");
      }
      if (remoting != null) {
        throw refused(
            "remoting_not_for_ledger",
            "remoting",
            remoting.toString(),
            "is for gateways; a ledger node's address is in the list of peers");
      }
    }

    private static TallystickException refused(
        String code, String field, String value, String rule) {
      return TallystickException.field(
          ErrorKind.INVALID, code, field, value, TallystickException.NO_ROW, rule);
    }

    /** Whether it runs alone: no peers, or none but itself. */
    public boolean isAlone() {
      return role == NodeRole.LEDGER && peers.addresses().size() <= 1;
    }

    /** Where its remoting listens; null where it has none. */
    public NodeAddress address() {
      return role == NodeRole.GATEWAY ? remoting : peers.addresses().get(node);
    }
  }
}
