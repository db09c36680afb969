package io.tallystick.simulation.node;

import io.tallystick.batch.BatchHeader;
import io.tallystick.ledger.ApplyOutput;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.log.LogStore;

/** Sees what nodes do. Nodes are counted from 0. */
public interface NodeWatcher {
  /** A node leads in that term, with that log. */
  void leads(int node, long term, LogStore log);

  /** A node hands a settled entry to its apply stage. */
  void delivered(int node, CommittedEntry entry, long term);

  /** An entry went through the apply stage; height 0 if it became no batch. */
  void applied(int node, CommittedEntry entry, long height, ApplyOutput output);

  /** A batch was sealed and stored. */
  void sealed(int node, BatchHeader header, byte[] hash);

  /** A node is gone, and has to be started again by somebody. */
  void down(int node, String why);

  /** A node failed and nothing that was done to it explains that. */
  void failed(int node, Throwable cause);
}
