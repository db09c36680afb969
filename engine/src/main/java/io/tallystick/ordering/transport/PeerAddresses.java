package io.tallystick.ordering.transport;

import akka.actor.Address;

/** Where the nodes of a group are reached. Safe for use by several threads. */
@FunctionalInterface
public interface PeerAddresses {
  /**
   * The address of that node's actor system; null while it is not known. It may change: a node that
   * moves is reached at the new place from the next message on.
   */
  Address addressOf(int node);
}
