package io.tallystick.ordering;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.tallystick.base.Checks;
import io.tallystick.ordering.log.DiskLogFiles;
import io.tallystick.ordering.log.LogFiles;
import io.tallystick.ordering.log.LogStore;
import io.tallystick.ordering.log.SettledElsewhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Starts the replica of a node. */
public final class OrderingNode {
  private OrderingNode() {}

  /**
   * Starts a group of one whose log lies in that folder, made if missing. Opening goes on beside
   * the caller; see {@link Ordering#ready}.
   *
   * @throws io.tallystick.base.TallystickException INVALID naming every setting that is wrong
   */
  public static Ordering start(ActorSystem<?> system, OrderingSettings settings, Path folder) {
    return start(system, settings, folder, SettledElsewhere.NOTHING);
  }

  /**
   * As above; the end of the log is not cut as torn where it holds what is known as settled.
   *
   * @param settled asked while the log is opened, on a thread of its own
   */
  public static Ordering start(
      ActorSystem<?> system, OrderingSettings settings, Path folder, SettledElsewhere settled) {
    Checks.equal(settings.initialMembers().all().size(), 1, "members of a group without transport");
    return start(system, settings, () -> DiskLogFiles.open(folder), new LocalTransport(), settled);
  }

  /**
   * Starts one replica of a group of any size, whose log lies in that folder, made if missing.
   *
   * @param transport closed with the replica
   * @param settled asked while the log is opened, on a thread of its own
   * @throws io.tallystick.base.TallystickException INVALID naming every setting that is wrong
   */
  public static Ordering start(
      ActorSystem<?> system,
      OrderingSettings settings,
      Path folder,
      RaftTransport transport,
      SettledElsewhere settled) {
    return start(system, settings, () -> DiskLogFiles.open(folder), transport, settled);
  }

  /** As above, where nothing else is known of what was settled. */
  public static Ordering start(
      ActorSystem<?> system, OrderingSettings settings, Path folder, RaftTransport transport) {
    return start(system, settings, folder, transport, SettledElsewhere.NOTHING);
  }

  /** As above, for any files and any group. */
  static Ordering start(
      ActorSystem<?> system,
      OrderingSettings settings,
      Supplier<LogFiles> files,
      RaftTransport transport) {
    return start(system, settings, files, transport, SettledElsewhere.NOTHING);
  }

  private static Ordering start(
      ActorSystem<?> system,
      OrderingSettings settings,
      Supplier<LogFiles> files,
      RaftTransport transport,
      SettledElsewhere settled) {
    settings.check(transport);
    OrderingState state = new OrderingState(settings.initialMembers());
    ExecutorService background =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "ordering-files-" + settings.owner().group());
              thread.setDaemon(true);
              return thread;
            });
    ActorRef<OrderingCommand> actor =
        system.systemActorOf(
            OrderingActor.create(settings, state, transport, background),
            // A name of its own each time: the actor before may still be refusing the last calls.
            "ordering-" + settings.owner().group() + "-" + UUID.randomUUID(),
            DispatcherSelector.fromConfig(OrderingSettings.DISPATCHER));
    background.execute(
        () -> {
          try {
            actor.tell(
                new OrderingCommand.Opened(open(settings, files.get(), settled, background)));
          } catch (IOException | RuntimeException | Error e) {
            actor.tell(new OrderingCommand.Failed(e));
          }
        });
    return new LocalReplica(settings, state, actor, transport, background);
  }

  private static LogStore open(
      OrderingSettings settings, LogFiles files, SettledElsewhere settled, Executor background)
      throws IOException {
    try {
      return LogStore.open(
          files, settings.log(), settings.owner(), settings.initialMembers(), settled, background);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }
}
