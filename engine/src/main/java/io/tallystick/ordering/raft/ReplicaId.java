package io.tallystick.ordering.raft;

/**
 * Names one replica's log. A node that lost its log comes back under a new incarnation, so that
 * what the old log promised (votes, acknowledged entries) is never credited to the empty one.
 *
 * @param node the node's number, 1 or more
 * @param incarnation which log of that node, 1 or more
 */
public record ReplicaId(int node, long incarnation) implements Comparable<ReplicaId> {
  public ReplicaId {
    if (node < 1 || incarnation < 1) {
      throw new IllegalArgumentException("replica " + node + "." + incarnation + " is below 1.1");
    }
  }

  @Override
  public int compareTo(ReplicaId other) {
    int byNode = Integer.compare(node, other.node);
    return byNode != 0 ? byNode : Long.compare(incarnation, other.incarnation);
  }

  @Override
  public String toString() {
    return node + "." + incarnation;
  }
}
