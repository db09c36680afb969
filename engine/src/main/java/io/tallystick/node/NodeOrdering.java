package io.tallystick.node;

import akka.actor.typed.ActorSystem;
import io.tallystick.base.TallystickException;
import io.tallystick.config.NodeSettings;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingNode;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.RaftSettings;
import java.util.Optional;

/** Starts this node's replica of the order with the node's settings. */
final class NodeOrdering {
  /** How long a start waits for the log to be read. */
  private static final long OPEN_S_MAX = 600;

  private final ActorSystem<?> system;
  private final OrderingSettings settings;
  private final NodeFolder folder;
  private final LocalStore store;

  private NodeOrdering(
      ActorSystem<?> system, OrderingSettings settings, NodeFolder folder, LocalStore store) {
    this.system = system;
    this.settings = settings;
    this.folder = folder;
    this.store = store;
  }

  /**
   * Starts it and waits for its log; a damaged log is healed from the sealed batches if they hold
   * all that it lost.
   */
  static Ordering open(
      ActorSystem<?> system,
      NodeSettings settings,
      NodeFolder folder,
      GroupIdentity identity,
      LocalStore store,
      StartProgress progress) {
    new LogFolders(folder).finishInterrupted();
    NodeOrdering replica = new NodeOrdering(system, settings(settings), folder, store);
    try {
      return replica.start();
    } catch (TallystickException problem) {
      Optional<TallystickException> damage = LogHealing.damage(problem);
      if (damage.isEmpty()) {
        throw problem;
      }
      progress.step("healing the damaged log");
      new LogHealing(folder, replica.settings, identity, store).heal(damage.get());
      return replica.start();
    }
  }

  private Ordering start() {
    Ordering ordering = OrderingNode.start(system, settings, folder.log(), store.settledEntries());
    try {
      LocalNode.await(ordering.ready().toCompletableFuture(), OPEN_S_MAX, "the log");
      return ordering;
    } catch (RuntimeException | Error problem) {
      ordering.close();
      throw problem;
    }
  }

  static OrderingSettings settings(NodeSettings settings) {
    NodeSettings.Log log = settings.log();
    LogSettings logDefaults = LogSettings.defaults();
    RaftSettings raft = RaftSettings.defaults();
    return OrderingSettings.single(settings.group().name())
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
