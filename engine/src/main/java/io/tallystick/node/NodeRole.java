package io.tallystick.node;

/** What a node of a cluster does. */
public enum NodeRole {
  /** Holds a replica of the ledger; named in every node's list of peers. */
  LEDGER,
  /** Serves HTTP and account actors and holds no replica; not in the list of peers. */
  GATEWAY
}
