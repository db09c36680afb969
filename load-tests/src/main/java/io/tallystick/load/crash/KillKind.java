package io.tallystick.load.crash;

import java.util.random.RandomGenerator;

/** What a round kills with SIGKILL. */
public enum KillKind {
  /** The node. */
  NODE,
  /** Its Cassandra child; the node goes on. */
  CASSANDRA,
  /** Both at once. */
  BOTH,
  /** The node, and again while it starts. */
  NODE_TWICE;

  boolean killsNode() {
    return this != CASSANDRA;
  }

  /** One by chance: the node half of the time. */
  static KillKind mixed(RandomGenerator random) {
    int choice = random.nextInt(8);
    if (choice < 3) {
      return NODE;
    }
    if (choice < 4) {
      return NODE_TWICE;
    }
    return choice < 6 ? CASSANDRA : BOTH;
  }
}
