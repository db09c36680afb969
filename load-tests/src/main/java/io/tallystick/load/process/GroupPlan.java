package io.tallystick.load.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The nodes of a group on this machine; ports as {@code ./tallystick cluster start} gives them.
 *
 * @param nodes 1, 3 or 5; a single node has no peers
 * @param basePort HTTP of node N at basePort + N - 1, its remoting ten above, Cassandra's two at
 *     basePort + 20 and + 21
 * @param folder for everything; absolute
 * @param javaOptions options of each node's JVM, without spaces in any
 * @param faultyLinks whether a {@link LinkProxy} stands in every link between nodes
 */
public record GroupPlan(
    int nodes, int basePort, Path folder, List<String> javaOptions, boolean faultyLinks) {
  /** What {@code ./tallystick cluster start} gives its nodes. */
  public static final List<String> CLUSTER_JAVA_OPTIONS = List.of("-Xms256m", "-Xmx1g");

  /** Ports above the base that a group takes. */
  public static final int PORTS = 22;

  private static final int REMOTING = 10;
  private static final int CQL = 20;
  private static final int STORAGE = 21;

  public GroupPlan {
    javaOptions = List.copyOf(javaOptions);
  }

  /** The nodes' numbers. */
  public List<Integer> numbers() {
    return IntStream.rangeClosed(1, nodes).boxed().toList();
  }

  int http(int node) {
    return basePort + node - 1;
  }

  int remoting(int node) {
    return basePort + REMOTING + node - 1;
  }

  int cql() {
    return basePort + CQL;
  }

  int storage() {
    return basePort + STORAGE;
  }

  /** A node's data folder. */
  public Path data(int node) {
    return folder.resolve("node-" + node);
  }

  /** What a node printed, over all of its lives. */
  public Path log(int node) {
    return folder.resolve("node-" + node + ".log");
  }

  Path settings() {
    return folder.resolve("node.conf");
  }

  Path cassandra() {
    return folder.resolve("cassandra");
  }

  private String peers() {
    return numbers().stream()
        .map(node -> node + "=" + host(node) + ":" + remoting(node))
        .collect(Collectors.joining(","));
  }

  private String host(int node) {
    return faultyLinks ? LinkMesh.name(node) : "127.0.0.1";
  }

  /** Arguments of {@code start} beside the data folder and the port. */
  List<String> arguments(int node, String cassandra) {
    List<String> words = new ArrayList<>(List.of("--config", settings().toString()));
    if (nodes > 1) {
      words.addAll(List.of("--node", Integer.toString(node), "--peers", peers()));
    }
    words.addAll(
        cassandra.isEmpty() ? List.of("--without-cassandra") : List.of("--cassandra", cassandra));
    return words;
  }
}
