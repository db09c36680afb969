package io.tallystick.node.directory;

/**
 * What a node says of itself.
 *
 * @param node its number, 1 or more; one of its own for every node, gateways included
 * @param term the newest term that its replica knows; 0 on a gateway
 * @param history stands for the random id and epoch of its replica's group; 0 on a gateway
 * @param url where it serves HTTP, such as {@code http://10.0.0.1:8080}
 */
public record NodeCard(int node, Role role, long term, long history, String url) {
  /** What a node is; the numbers travel and are never used again for others. */
  public enum Role {
    /** Has a replica that leads. */
    LEADER(1),
    /** Has a replica that votes and does not lead. */
    FOLLOWER(2),
    /** Has a replica that does not vote. */
    LEARNER(3),
    /** Has no replica. */
    GATEWAY(4);

    private final int number;

    Role(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /** Whether such a node has a replica. */
    public boolean hasReplica() {
      return this != GATEWAY;
    }
  }
}
