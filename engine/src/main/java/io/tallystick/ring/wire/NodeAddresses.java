package io.tallystick.ring.wire;

import akka.actor.Address;

/** Where nodes are reached. */
@FunctionalInterface
public interface NodeAddresses {
  /** The Akka address of a node's number, or null where it is not known. */
  Address of(int node);
}
