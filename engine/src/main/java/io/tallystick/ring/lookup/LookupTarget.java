package io.tallystick.ring.lookup;

import akka.actor.Address;

/** Whom to ask. Asked for every question: from memory, at once. */
@FunctionalInterface
public interface LookupTarget {
  /** A node with a replica, the leader if it is known; null while there is none. */
  Node node();

  /**
   * A node with a replica.
   *
   * @param address its actor system's
   * @param history its group's
   */
  record Node(Address address, long history) {}
}
