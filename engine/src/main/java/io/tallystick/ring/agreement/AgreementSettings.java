package io.tallystick.ring.agreement;

import io.tallystick.ordering.raft.ReplicaId;

/**
 * How replicas compare their batches.
 *
 * @param group name of the ledger group; part of the actor's name
 * @param history stands for the group's random id and epoch; tables of another are dropped
 * @param self this node's replica
 * @param heartbeatMs how often it is compared, and told to others if something changed, ms
 * @param noMajorityAfterMs how long a difference may stay undecided before this replica stops, ms;
 *     longer than an election and a replica's usual lag
 */
public record AgreementSettings(
    String group, long history, ReplicaId self, long heartbeatMs, long noMajorityAfterMs) {
  /** Beats after which an unchanged table is told again: the way may lose messages. */
  static final int REPEAT_BEATS = 10;

  String actorName() {
    return "agreement-" + group;
  }
}
