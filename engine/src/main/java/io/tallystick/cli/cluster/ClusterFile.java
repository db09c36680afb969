package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeAddress;
import io.tallystick.node.NodePeers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a cluster on this machine consists of, and which processes were started for it.
 *
 * @param javaOptions options for the JVM of each node
 * @param nodes by number
 */
public record ClusterFile(Cassandra cassandra, String javaOptions, List<Node> nodes) {
  public ClusterFile {
    nodes = List.copyOf(nodes);
  }

  /**
   * The journal's database.
   *
   * @param choice CHILD: the cluster's own, kept by a process of its own
   * @param cqlPort of the cluster's own; 0 otherwise
   * @param storagePort of the cluster's own; 0 otherwise
   * @param keeper the process that keeps it; null if none was started
   */
  public record Cassandra(
      CassandraChoice choice, int cqlPort, int storagePort, ProcessNote keeper) {
    /** Whether the cluster runs it. */
    public boolean isOwn() {
      return choice.mode() == CassandraChoice.Mode.CHILD;
    }

    /** Where the nodes find it; {@link CassandraChoice.Mode#NONE} where there is none. */
    public CassandraChoice address() {
      return isOwn() ? CassandraChoice.external("127.0.0.1", cqlPort) : choice;
    }

    Cassandra withKeeper(ProcessNote other) {
      return new Cassandra(choice, cqlPort, storagePort, other);
    }
  }

  /**
   * A node.
   *
   * @param joined whether it was added to a cluster that was there already
   * @param process the last one started for it; null if none was
   */
  public record Node(
      int node, int httpPort, NodeAddress remoting, boolean joined, ProcessNote process) {
    /** Where its HTTP listens. */
    public URI url() {
      return URI.create("http://127.0.0.1:" + httpPort);
    }

    Node withProcess(ProcessNote other) {
      return new Node(node, httpPort, remoting, joined, other);
    }

    /** Whether its process runs. */
    public boolean isRunning() {
      return process != null && process.running().isPresent();
    }
  }

  /** All nodes with the addresses of their remoting. */
  public NodePeers peers() {
    SortedMap<Integer, NodeAddress> addresses = new TreeMap<>();
    nodes.forEach(node -> addresses.put(node.node(), node.remoting()));
    return new NodePeers(addresses);
  }

  /**
   * A node by its number.
   *
   * @throws TallystickException NOT_FOUND, {@code node_not_found}
   */
  public Node node(int number) {
    return nodes.stream()
        .filter(node -> node.node() == number)
        .findFirst()
        .orElseThrow(
            () ->
                TallystickException.of(
                    ErrorKind.NOT_FOUND,
                    "node_not_found",
                    "There is no node "
                        + number
                        + " in this cluster; its nodes are "
                        + nodes.stream()
                            .map(node -> Integer.toString(node.node()))
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** Whether any process of it runs, a node's or Cassandra's keeper. */
  public boolean isRunning() {
    return anyNodeRuns()
        || (cassandra.keeper() != null && cassandra.keeper().running().isPresent());
  }

  /** Whether a node runs. */
  public boolean anyNodeRuns() {
    return nodes.stream().anyMatch(Node::isRunning);
  }

  /** The same with one node put in the place of the one with its number, or added. */
  ClusterFile withNode(Node changed) {
    List<Node> others = new ArrayList<>(nodes);
    others.removeIf(node -> node.node() == changed.node());
    others.add(changed);
    others.sort((a, b) -> Integer.compare(a.node(), b.node()));
    return new ClusterFile(cassandra, javaOptions, others);
  }

  ClusterFile withCassandra(Cassandra changed) {
    return new ClusterFile(changed, javaOptions, nodes);
  }
}
