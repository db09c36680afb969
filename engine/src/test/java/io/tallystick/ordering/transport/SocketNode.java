package io.tallystick.ordering.transport;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.Ordering;
import io.tallystick.ordering.OrderingNode;
import io.tallystick.ordering.OrderingSettings;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftSettings;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One replica with an actor system, a socket and files of its own. */
public final class SocketNode implements AutoCloseable {
  static final String GROUP = "sockets";
  static final long HISTORY = 77;

  final ReplicaId id;
  final ActorSystem<Void> system;
  final Ordering ordering;

  private SocketNode(ReplicaId id, ActorSystem<Void> system, Ordering ordering) {
    this.id = id;
    this.system = system;
    this.ordering = ordering;
  }

  /** Starts it, and waits until its log is open. */
  static SocketNode start(
      ReplicaId id, int port, PeerDirectory peers, Membership initial, Path folder)
      throws Exception {
    return start(id, port, peers, initial, folder, settings(id, initial), HISTORY);
  }

  static SocketNode start(
      ReplicaId id,
      int port,
      PeerDirectory peers,
      Membership initial,
      Path folder,
      OrderingSettings settings,
      long history)
      throws Exception {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "tallystick", config(port));
    Ordering ordering =
        OrderingNode.start(
            system, settings, folder, new ArteryTransport(system, GROUP, history, peers));
    ordering.ready().toCompletableFuture().get(30, TimeUnit.SECONDS);
    return new SocketNode(id, system, ordering);
  }

  /** The configuration of a node, as it is shipped, on that port. */
  static Config config(int port) {
    return ConfigFactory.parseString(
            "tallystick.group.name = "
                + GROUP
                + "\nakka.remote.artery.canonical { hostname = 127.0.0.1, port = "
                + port
                + " }\nakka { loglevel = WARNING, log-dead-letters = off\n"
                + "loggers = [\"akka.event.slf4j.Slf4jLogger\"]\n"
                + "coordinated-shutdown.run-by-jvm-shutdown-hook = off\n"
                + "coordinated-shutdown.exit-jvm = off }")
        .withFallback(ConfigFactory.parseResourcesAnySyntax("tallystick-cluster"))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  /** Small segments and caches, so that files are read back and cut. */
  static OrderingSettings settings(ReplicaId id, Membership initial) {
    return OrderingSettings.forReplica(GROUP, id, initial)
        .withLog(new LogSettings(16 << 20, 4 << 20, 8 << 20, 4 << 20))
        .withRaft(
            new RaftSettings(100, 500, 1_000, 4 << 20, 2 << 20, 16L << 20, 128, 1_024, 1_000));
  }

  boolean leads() {
    return ordering.status().role() == Role.LEADER;
  }

  /** Numbers of the settled payloads after an index, so many. */
  List<Long> settled(long afterIndex, int count) throws Exception {
    return settled(afterIndex, numbers -> numbers.size() == count);
  }

  /** Numbers of the settled payloads after an index, until that one comes. */
  List<Long> settledUntil(long afterIndex, long number) throws Exception {
    return settled(
        afterIndex, numbers -> !numbers.isEmpty() && numbers.get(numbers.size() - 1) == number);
  }

  private List<Long> settled(long afterIndex, Predicate<List<Long>> enough) throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (CommittedEntries entries = ordering.committed(afterIndex)) {
      while (!enough.test(numbers)) {
        CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(30));
        if (entry == null) {
          throw new AssertionError(
              id + " has " + numbers.size() + " payloads: " + ordering.status());
        }
        if (entry.kind() == EntryKind.PAYLOAD) {
          numbers.add(ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong());
        }
      }
    }
    return numbers;
  }

  /** Ends as a process does that is told to: files are closed, peers are told. */
  @Override
  public void close() {
    ordering.close();
    stopSystem();
  }

  /** The actor system goes, and with it all connections; then the files are closed. */
  void terminate() {
    stopSystem();
    ordering.close();
  }

  private void stopSystem() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
