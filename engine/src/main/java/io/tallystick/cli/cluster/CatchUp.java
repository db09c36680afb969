package io.tallystick.cli.cluster;

import io.tallystick.cli.format.Quantities;

/**
 * Whether a node that came back has caught up: it is ready and has applied everything that was
 * settled when it first answered beside a leader. Under load it is never level with the leader.
 */
final class CatchUp {
  private static final long UNKNOWN = -1;

  private final int node;
  private long goal = UNKNOWN;
  private String words;

  CatchUp(int node) {
    this.node = node;
    this.words = "node " + node + ": starting";
  }

  /** Takes in how the cluster stands; says whether it has caught up. */
  boolean see(ClusterView view) {
    NodeView own = view.node(node).orElse(null);
    if (own == null || !own.reachable()) {
      return false;
    }
    if (view.leader().isEmpty()) {
      words = "node " + node + ": " + own.role() + ", no node leads";
      return false;
    }
    if (goal == UNKNOWN) {
      goal = view.settled();
    }
    words =
        "node "
            + node
            + ": "
            + own.role()
            + ", height "
            + Quantities.count(own.applied())
            + " of "
            + Quantities.count(goal);
    return own.ready() && own.applied() >= goal;
  }

  /** Where it stands. */
  String words() {
    return words;
  }
}
