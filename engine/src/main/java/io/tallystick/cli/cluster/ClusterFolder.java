package io.tallystick.cli.cluster;

import java.nio.file.Path;

/**
 * Where everything of a cluster on this machine lies.
 *
 * @param root absolute
 */
public record ClusterFolder(Path root) {
  public ClusterFolder {
    root = root.toAbsolutePath().normalize();
  }

  /** What the cluster consists of; see {@link ClusterFile}. */
  public Path file() {
    return root.resolve("cluster.json");
  }

  /** Held for the moment in which {@link #file} is read, changed and written. */
  Path lock() {
    return root.resolve("cluster.lock");
  }

  /** The settings that all nodes start with; written once, then the operator's to change. */
  public Path settings() {
    return root.resolve("node.conf");
  }

  /** Data folder of a node. */
  public Path node(int node) {
    return root.resolve("node-" + node);
  }

  /** What a node's process printed. */
  public Path nodeLog(int node) {
    return root.resolve("log").resolve("node-" + node + ".log");
  }

  /** Data folder of the Cassandra that the nodes share. */
  public Path cassandra() {
    return root.resolve("cassandra");
  }

  /** What the keeper of Cassandra printed; Cassandra's own log is in its folder. */
  public Path cassandraLog() {
    return root.resolve("log").resolve("cassandra.log");
  }
}
