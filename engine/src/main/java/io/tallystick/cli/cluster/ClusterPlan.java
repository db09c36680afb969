package io.tallystick.cli.cluster;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.node.CassandraChoice;
import io.tallystick.node.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was asked of a start. Empty: not said, so the default, or what the folder's cluster has.
 *
 * @param nodes how many, one of {@link #NODES_ALLOWED}
 * @param basePort see {@link ClusterPorts}
 * @param cassandra the cluster's own, none, or one that somebody else runs
 * @param heap largest heap of a node's JVM, such as {@code 1g}
 * @param javaOptions more options of each node's JVM
 */
public record ClusterPlan(
    Optional<Integer> nodes,
    Optional<Integer> basePort,
    Optional<CassandraChoice> cassandra,
    Optional<String> heap,
    String javaOptions) {
  /** One, or a number with which one or two may fail. */
  public static final Set<Integer> NODES_ALLOWED = Set.of(1, 3, 5);

  /** How many unless told otherwise. */
  public static final int NODES_DEFAULT = 3;

  /** The base port unless told otherwise. */
  public static final int PORT_DEFAULT = 8_080;

  /**
   * Largest heap of a node unless told otherwise. Three of them with their tables off the heap,
   * page cache and one Cassandra (a heap of 1 GiB) stay below 8 GiB.
   */
  public static final String HEAP_DEFAULT = "1g";

  private static final String HEAP_AT_START = "-Xms256m";
  private static final String LOOPBACK = "127.0.0.1";

  /** A new cluster's file; its processes are not started. */
  ClusterFile newFile() {
    ClusterPorts ports = new ClusterPorts(basePort.orElse(PORT_DEFAULT));
    List<ClusterFile.Node> all = new ArrayList<>();
    for (int node = 1; node <= nodes.orElse(NODES_DEFAULT); node++) {
      NodeAddress remoting = new NodeAddress(LOOPBACK, ports.remoting(node));
      all.add(new ClusterFile.Node(node, ports.http(node), remoting, false, null));
    }
    CassandraChoice choice = cassandra.orElseGet(CassandraChoice::child);
    return new ClusterFile(cassandra(choice, ports), jvm(heap.orElse(HEAP_DEFAULT)), all);
  }

  /**
   * A folder's cluster, to be started again as this plan asks.
   *
   * @throws TallystickException UNPROCESSABLE, {@code cluster_differs}: nodes and ports are those
   *     of its first start
   */
  ClusterFile again(ClusterFile file, ClusterFolder folder) {
    int first = file.nodes().get(0).httpPort() - file.nodes().get(0).node() + 1;
    if (nodes.isPresent() && nodes.get() != file.nodes().size()) {
      throw differs(folder, "nodes", file.nodes().size(), nodes.get());
    }
    if (basePort.isPresent() && basePort.get() != first) {
      throw differs(folder, "port", first, basePort.get());
    }
    ClusterFile.Cassandra asked =
        cassandra.isEmpty() || cassandra.get().equals(file.cassandra().choice())
            ? file.cassandra()
            : cassandra(cassandra.get(), new ClusterPorts(first));
    String options =
        heap.isEmpty() && javaOptions.isEmpty()
            ? file.javaOptions()
            : jvm(heap.orElse(HEAP_DEFAULT));
    return new ClusterFile(asked, options, file.nodes());
  }

  private static ClusterFile.Cassandra cassandra(CassandraChoice choice, ClusterPorts ports) {
    boolean own = choice.mode() == CassandraChoice.Mode.CHILD;
    return new ClusterFile.Cassandra(
        choice, own ? ports.cql() : 0, own ? ports.storage() : 0, null);
  }

  private String jvm(String largest) {
    return (HEAP_AT_START + " -Xmx" + largest + " " + javaOptions).strip();
  }

  private static TallystickException differs(
      ClusterFolder folder, String what, int has, int asked) {
    return TallystickException.of(
        ErrorKind.UNPROCESSABLE,
        "cluster_differs",
        "The cluster in "
            + folder.root()
            + " has --"
            + what
            + " "
            + has
            + ", not "
            + asked
            + ". Leave --"
            + what
            + " out to start it again, or name another folder with --data.");
  }
}
