package io.tallystick.cli.cluster.demo;

import io.tallystick.cli.cluster.ClusterView;

/** What the demonstration does to a cluster; a fake stands in for it in tests. */
public interface ClusterActions {
  /** How the nodes stand. */
  ClusterView look();

  /** Kills a node's process. */
  void kill(int node);

  /** Starts a node that was killed and returns once it has caught up. */
  void restart(int node);
}
