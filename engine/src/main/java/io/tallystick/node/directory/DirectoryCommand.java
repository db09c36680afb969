package io.tallystick.node.directory;

import akka.actor.Address;

/** What the directory's actor is told, by this node and by others. */
sealed interface DirectoryCommand {
  /**
   * What another node says of itself.
   *
   * @param address its actor system's
   * @param relayed whether somebody else passed it on
   */
  record Introduced(NodeCard card, Address address, boolean relayed) implements DirectoryCommand {}

  /** By this node. */
  enum Signal implements DirectoryCommand {
    /** Look what this node is, and tell the others. */
    BEAT,
    STOP
  }
}
