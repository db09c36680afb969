package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.ordering.log.LogOwner;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.RaftMessage;
import io.tallystick.ordering.raft.ReplicaId;
import io.tallystick.ordering.raft.Role;
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same actor, driver and files with three members, over a network in memory. */
class ThreeReplicasTest {
  private static final List<ReplicaId> IDS =
      List.of(new ReplicaId(1, 1), new ReplicaId(2, 1), new ReplicaId(3, 1));

  private final ActorTestKit kit = ActorTestKit.create();
  private final Map<ReplicaId, Consumer<RaftMessage>> receivers = new ConcurrentHashMap<>();
  private final Map<ReplicaId, SimulatedFiles> disks = new ConcurrentHashMap<>();
  private final Map<ReplicaId, Ordering> replicas = new ConcurrentHashMap<>();

  private final class Network implements RaftTransport {
    private final ReplicaId self;

    Network(ReplicaId self) {
      this.self = self;
    }

    @Override
    public void start(Consumer<RaftMessage> receiver) {
      receivers.put(self, receiver);
    }

    @Override
    public void send(RaftMessage message) {
      Consumer<RaftMessage> receiver = receivers.get(message.to());
      if (receiver != null) {
        receiver.accept(message);
      }
    }

    @Override
    public void close() {
      receivers.remove(self);
    }
  }

  @AfterEach
  void stop() {
    replicas.values().forEach(Ordering::close);
    kit.shutdownTestKit();
  }

  private void start(ReplicaId id) {
    OrderingSettings settings =
        new OrderingSettings(
            new LogOwner("three", id),
            Membership.ofVoters(IDS),
            RaftTestSettings.small(8 << 10),
            new LogSettings(256 << 10, 8 << 10, 16 << 10, 4_096),
            64 << 10,
            5_000,
            5_000);
    SimulatedFiles disk = disks.computeIfAbsent(id, added -> new SimulatedFiles());
    Ordering ordering = OrderingNode.start(kit.system(), settings, () -> disk, new Network(id));
    ordering.ready().toCompletableFuture().join();
    replicas.put(id, ordering);
  }

  private ReplicaId awaitLeader() {
    List<ReplicaId> leader = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              leader.clear();
              replicas.forEach(
                  (id, ordering) -> {
                    if (ordering.status().role() == Role.LEADER) {
                      leader.add(id);
                    }
                  });
              return leader.size() == 1;
            });
    return leader.get(0);
  }

  private void propose(ReplicaId leader, int from, int count) throws Exception {
    for (int i = from; i < from + count; i++) {
      byte[] payload = ("entry " + i + " " + "x".repeat(1_000)).getBytes(StandardCharsets.UTF_8);
      replicas
          .get(leader)
          .propose(payload, 0, payload.length)
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      await().until(() -> replicas.get(leader).bytesInFlight() < 32 << 10);
    }
  }

  private static List<String> settled(Ordering ordering, int count) throws Exception {
    List<String> found = new ArrayList<>();
    try (CommittedEntries entries = ordering.committed(0)) {
      while (found.size() < count) {
        CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(20));
        assertThat(entry).as("entry after %s", found.size()).isNotNull();
        if (entry.kind() == EntryKind.PAYLOAD) {
          String text =
              new String(entry.bytes(), entry.offset(), entry.length(), StandardCharsets.UTF_8);
          found.add(text.substring(0, text.indexOf(" x")));
        }
      }
    }
    return found;
  }

  @Test
  void theOrderOutlivesTheLeaderAndALateFollowerGetsAllOfIt() throws Exception {
    start(IDS.get(0));
    start(IDS.get(1));
    ReplicaId first = awaitLeader();
    propose(first, 0, 100);
    assertThat(settled(replicas.get(first), 100)).hasSize(100);
    start(IDS.get(2));
    assertThat(settled(replicas.get(IDS.get(2)), 100)).isEqualTo(settled(replicas.get(first), 100));
    assertThat(replicas.get(first).readBarrier().toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(101);

    replicas.remove(first).close();
    ReplicaId second = awaitLeader();
    assertThat(second).isNotEqualTo(first);
    propose(second, 100, 50);
    List<String> order = settled(replicas.get(second), 150);
    start(first);
    for (Ordering ordering : replicas.values()) {
      assertThat(settled(ordering, 150)).isEqualTo(order);
    }
    assertThat(order.get(149)).isEqualTo("entry 149");
  }
}
