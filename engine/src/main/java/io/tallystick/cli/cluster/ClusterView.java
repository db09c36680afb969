package io.tallystick.cli.cluster;

import io.tallystick.cli.ExitCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a cluster's nodes stood when they were asked, about the same time. Pure. */
public record ClusterView(List<NodeView> nodes) {
  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  /**
   * The leader: of several that say so the one of the newest term, since the others only have not
   * heard yet.
   */
  public Optional<NodeView> leader() {
    return nodes.stream().filter(NodeView::isLeader).max(Comparator.comparingLong(NodeView::term));
  }

  /** Whether every node answers. */
  public boolean allReachable() {
    return nodes.stream().allMatch(NodeView::reachable);
  }

  /** Whether every node answers, exactly one leads, and none holds another history. */
  public boolean healthy() {
    boolean oneLeader = nodes.stream().filter(NodeView::isLeader).count() == 1;
    return allReachable() && oneLeader && differing().isEmpty();
  }

  /** Whether every node answers, one leads, and all hold the same newest batch. */
  public boolean level() {
    return healthy()
        && nodes.stream().map(NodeView::sealed).distinct().count() == 1
        && nodes.stream().map(NodeView::head).distinct().count() == 1
        && nodes.stream().allMatch(node -> node.sealed() == node.settled());
  }

  /** Highest settled height that a node knows of. */
  public long settled() {
    return nodes.stream().mapToLong(NodeView::settled).max().orElse(0);
  }

  /** Batches that a node has still to apply, of those that any node knows to be settled. */
  public long behind(NodeView node) {
    return Math.max(0, settled() - node.applied());
  }

  /** Two nodes that hold different batches at the same height; empty where none do. */
  public Optional<String> differing() {
    for (NodeView one : nodes) {
      for (NodeView other : nodes) {
        boolean comparable =
            one.node() < other.node()
                && one.sealed() == other.sealed()
                && !one.head().isEmpty()
                && !other.head().isEmpty();
        if (comparable && !one.head().equals(other.head())) {
          return Optional.of(
              "nodes "
                  + one.node()
                  + " and "
                  + other.node()
                  + " differ at height "
                  + one.sealed()
                  + ": "
                  + one.head()
                  + " and "
                  + other.head());
        }
      }
    }
    return Optional.empty();
  }

  /** A node by its number. */
  public Optional<NodeView> node(int number) {
    return nodes.stream().filter(node -> node.node() == number).findFirst();
  }

  /** 0 healthy, 3 no node answers, 1 otherwise. */
  public int exitCode() {
    if (nodes.stream().noneMatch(NodeView::reachable)) {
      return ExitCode.UNREACHABLE;
    }
    return healthy() ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
