package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingNode;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.RaftSettings;

/** Starts this node's replica of the order with the node's settings. */
final class NodeOrdering {
  private NodeOrdering() {}

  static Ordering start(ActorSystem<?> system, NodeSettings settings, NodeFolder folder) {
    NodeSettings.Log log = settings.log();
    LogSettings logDefaults = LogSettings.defaults();
    RaftSettings raft = RaftSettings.defaults();
    OrderingSettings ordering =
        OrderingSettings.single(settings.group().name())
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
    return OrderingNode.start(system, ordering, folder.log());
  }
}
