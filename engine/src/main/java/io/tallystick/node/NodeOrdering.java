package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingNode;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.RaftTransport;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;

/** Starts this node's replica of the order with the node's settings. */
record NodeOrdering(ActorSystem<?> system, NodeSettings settings, NodeFolder folder) {
  /** The only replica of a group of one. */
  static final ReplicaId ONLY = new ReplicaId(1, 1);

  /** The only replica of its group. */
  Ordering alone() {
    return OrderingNode.start(
        system, with(OrderingSettings.single(settings.group().name())), folder.log());
  }

  /** One replica of several. */
  Ordering replica(ReplicaId self, Membership founding, RaftTransport transport) {
    return OrderingNode.start(
        system,
        with(OrderingSettings.forReplica(settings.group().name(), self, founding)),
        folder.log(),
        transport);
  }

  private OrderingSettings with(OrderingSettings ordering) {
    NodeSettings.Log log = settings.log();
    LogSettings logDefaults = LogSettings.defaults();
    RaftSettings raft = RaftSettings.defaults();
    return ordering
        .withLog(
            new LogSettings(
                (int) log.segmentBytes(),
                logDefaults.entryBytesMax(),
                logDefaults.groupBytesMax(),
                log.cacheBytes()))
        .withRaft(
            new RaftSettings(
                (int) log.heartbeatMs(),
                (int) log.electionTimeoutMinMs(),
                (int) log.electionTimeoutMaxMs(),
                raft.entryBytesMax(),
                raft.appendBytesMax(),
                raft.followerWindowBytes(),
                raft.followerWindowAppends(),
                raft.waitingReadsMax(),
                raft.promotionLagMax()));
  }
}
