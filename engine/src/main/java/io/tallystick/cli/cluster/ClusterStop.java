package io.tallystick.cli.cluster;

import java.util.List;
import java.util.function.Consumer;

/** Stops a cluster: the nodes, then the Cassandra in which they journal. */
public final class ClusterStop {
  private final ClusterControl control;

  public ClusterStop(ClusterControl control) {
    this.control = control;
  }

  /**
   * Stops what runs; returns when all has ended.
   *
   * @param told of each step in words
   */
  public void run(Consumer<String> told) {
    List<Integer> running =
        control.file().nodes().stream()
            .filter(ClusterFile.Node::isRunning)
            .map(ClusterFile.Node::node)
            .toList();
    if (!running.isEmpty()) {
      told.accept("stopping the nodes");
      control.stopNodes(running, told);
    }
    ProcessNote keeper = control.file().cassandra().keeper();
    if (keeper != null && keeper.running().isPresent()) {
      told.accept("stopping Cassandra");
      control.stopCassandra(told);
    }
  }
}
