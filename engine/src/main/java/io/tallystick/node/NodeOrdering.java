package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingNode;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.RaftTransport;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts this node's replica of the order with the node's settings. */
record NodeOrdering(ActorSystem<?> system, NodeSettings settings, NodeFolder folder) {
  /** The only replica of a group of one. */
  static final ReplicaId ONLY = new ReplicaId(1, 1);

  /** How long a start waits for the log to be read. */
  private static final long OPEN_S_MAX = 600;

  /**
   * Starts the only replica of its group and waits for its log; a damaged log is healed from the
   * sealed batches if they hold all that it lost.
   */
  Ordering alone(GroupIdentity identity, LocalStore store, StartProgress progress) {
    new LogFolders(folder).finishInterrupted();
    OrderingSettings single = single(settings);
    Supplier<Ordering> start =
        () -> opened(OrderingNode.start(system, single, folder.log(), store.settledEntries()));
    try {
      return start.get();
    } catch (TallystickException problem) {
      Optional<TallystickException> damage = LogHealing.damage(problem);
      if (damage.isEmpty()) {
        throw problem;
      }
      progress.step("healing the damaged log");
      new LogHealing(folder, single, identity, store).heal(damage.get());
      return start.get();
    }
  }

  /**
   * Starts one replica of several and waits for its log. A damaged log stops it: what it
   * acknowledged is brought back by emptying the folder, under another incarnation.
   */
  Ordering replica(ReplicaId self, Membership founding, RaftTransport transport, LocalStore store) {
    return opened(
        OrderingNode.start(
            system,
            with(settings, OrderingSettings.forReplica(settings.group().name(), self, founding)),
            folder.log(),
            transport,
            store.settledEntries()));
  }

  private static Ordering opened(Ordering ordering) {
    try {
      NodeFutures.await(ordering.ready(), OPEN_S_MAX, "the log");
      return ordering;
    } catch (RuntimeException | Error problem) {
      ordering.close();
      throw problem;
    }
  }

  /** Of a group of one. */
  static OrderingSettings single(NodeSettings settings) {
    return with(settings, OrderingSettings.single(settings.group().name()));
  }

  private static OrderingSettings with(NodeSettings settings, OrderingSettings ordering) {
    NodeSettings.Log log = settings.log();
    NodeSettings.Cluster cluster = settings.cluster();
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
                cluster.appendBytesMax(),
                cluster.followerWindowBytes(),
                cluster.followerWindowAppends(),
                raft.waitingReadsMax(),
                cluster.promotionLagMax()))
        .withBarrierTimeoutMs(cluster.readBarrierTimeoutMs());
  }
}
