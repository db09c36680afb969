package io.tallystick.ordering.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tallystick.ordering.CommittedEntries;
import io.tallystick.ordering.CommittedEntry;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Membership;
import io.tallystick.ordering.raft.ReplicaId;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three processes; the one that leads is killed, again and again. {@code
 * -Dtallystick.failover.kills=20} measures: how long from the kill to the first new settled entry.
 */
class KilledLeaderTest {
  private static final Logger LOG = LoggerFactory.getLogger(KilledLeaderTest.class);

  private static final int MEMBERS = 3;
  private static final int KILLS = Integer.getInteger("tallystick.failover.kills", 3);

  /** More than this after a kill, and clients would have given up; the target is 2 s at p99. */
  private static final Duration FAILOVER_MAX = Duration.ofSeconds(20);

  private record Note(int node, long index, long number, long term, long micros) {}

  @TempDir Path folder;

  private final List<Integer> ports = new ArrayList<>();
  private final Map<Integer, Process> processes = new TreeMap<>();

  @AfterEach
  void killAll() throws Exception {
    for (Process process : processes.values()) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatWasAcknowledgedOutlivesEveryKilledLeaderInOneOrder() throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      try (ServerSocket socket = new ServerSocket(0)) {
        ports.add(socket.getLocalPort());
      }
    }
    for (int node = 1; node <= MEMBERS; node++) {
      start(node);
    }
    List<Long> failoverMs = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Note before = awaitProgressOfAll();
      long killedAt = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
      processes.get(before.node()).destroyForcibly().waitFor();
      Note after = awaitNewLeader(before);
      failoverMs.add((after.micros() - killedAt) / 1_000);
      start(before.node());
    }
    report(failoverMs);
    awaitProgressOfAll();
    killAll();
    assertOneOrderWithAll(notes());
  }

  private void start(int node) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledMember.class.getName(), folder.toString(), "" + node));
    ports.forEach(port -> command.add("" + port));
    processes.put(
        node,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("output-" + node).toFile()))
            .start());
  }

  /** Waits until all have reached what is settled now, and it goes on; tells the newest note. */
  private Note awaitProgressOfAll() throws IOException {
    long target = notes().stream().mapToLong(Note::index).max().orElse(0) + 200;
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              for (int node = 1; node <= MEMBERS; node++) {
                if (!processes.get(node).isAlive() || progress(node) < target) {
                  return false;
                }
              }
              return true;
            });
    return notes().stream().max(Comparator.comparingLong(Note::micros)).orElseThrow();
  }

  private Note awaitNewLeader(Note before) throws IOException {
    List<Note> found = new ArrayList<>();
    await()
        .atMost(FAILOVER_MAX)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              notes().stream()
                  .filter(note -> note.term() > before.term() && note.node() != before.node())
                  .min(Comparator.comparingLong(Note::micros))
                  .ifPresent(found::add);
              return !found.isEmpty();
            });
    return found.get(0);
  }

  private long progress(int node) throws IOException {
    Path file = folder.resolve("progress-" + node);
    return Files.exists(file) && Files.size(file) == 8
        ? ByteBuffer.wrap(Files.readAllBytes(file)).getLong()
        : 0;
  }

  private List<Note> notes() throws IOException {
    List<Note> found = new ArrayList<>();
    for (int node = 1; node <= MEMBERS; node++) {
      Path file = folder.resolve("notes-" + node);
      if (Files.exists(file)) {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        while (bytes.remaining() >= KilledMember.NOTE_BYTES) {
          found.add(
              new Note(node, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong()));
        }
      }
    }
    return found;
  }

  private void report(List<Long> failoverMs) {
    List<Long> sorted = failoverMs.stream().sorted().toList();
    LOG.info(
        "failover ms after kill -9, {} kills: {}; p50 {}, p99 {}, max {}",
        sorted.size(),
        failoverMs,
        sorted.get((sorted.size() - 1) / 2),
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
        sorted.get(sorted.size() - 1));
  }

  private void assertOneOrderWithAll(List<Note> notes) throws Exception {
    PeerDirectory peers = new PeerDirectory("tallystick");
    List<ReplicaId> voters = new ArrayList<>();
    for (int node = 1; node <= MEMBERS; node++) {
      voters.add(new ReplicaId(node, 1));
      peers.put(node, "127.0.0.1:" + ports.get(node - 1));
    }
    Membership members = Membership.ofVoters(voters);
    List<SocketNode> nodes = new ArrayList<>();
    try {
      for (ReplicaId id : voters) {
        nodes.add(
            SocketNode.start(
                id, ports.get(id.node() - 1), peers, members, folder.resolve("log-" + id.node())));
      }
      Map<Long, Long> order = order(nodes.get(0));
      for (Note note : notes) {
        assertThat(order.get(note.index())).as("acknowledged: %s", note).isEqualTo(note.number());
      }
      Set<Long> once = new HashSet<>(order.values());
      assertThat(once).as("each number is settled once").hasSameSizeAs(order.values());
      for (SocketNode node : nodes) {
        assertThat(order(node)).isEqualTo(order);
      }
    } finally {
      nodes.forEach(SocketNode::close);
    }
  }

  /** The number at each index, up to what a read would have to see now. */
  private static Map<Long, Long> order(SocketNode node) throws Exception {
    long settled = node.ordering.readBarrier().toCompletableFuture().get(30, TimeUnit.SECONDS);
    Map<Long, Long> order = new TreeMap<>();
    try (CommittedEntries entries = node.ordering.committed(0)) {
      long index = 0;
      while (index < settled) {
        CommittedEntry entry = entries.take(TimeUnit.SECONDS.toNanos(30));
        assertThat(entry).as("after %s on %s", index, node.id).isNotNull();
        index = entry.index();
        if (entry.kind() == EntryKind.PAYLOAD) {
          order.put(index, ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong());
        }
      }
    }
    return order;
  }
}
