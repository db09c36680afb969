package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.log.LogSettings;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupOfOneTest {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static ActorTestKit kit;

  @TempDir Path folder;
  private int started;

  @BeforeAll
  static void startActors() {
    kit = ActorTestKit.create();
  }

  @AfterAll
  static void stopActors() {
    kit.shutdownTestKit();
  }

  private Ordering start(long cacheBytes) {
    LogSettings log = new LogSettings(1 << 20, 64 << 10, 256 << 10, cacheBytes);
    OrderingSettings single = OrderingSettings.single("one");
    OrderingSettings settings =
        new OrderingSettings(
            single.owner(),
            single.initialMembers(),
            RaftTestSettings.small(64 << 10),
            log,
            1 << 20,
            10_000,
            5_000);
    Ordering ordering =
        OrderingNode.start(kit.system(), settings, folder.resolve("log-" + started));
    ordering.ready().toCompletableFuture().join();
    await().until(() -> ordering.status().role() == Role.LEADER);
    return ordering;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Proposed propose(Ordering ordering, String text) {
    byte[] payload = bytes(text);
    return ordering.propose(payload, 0, payload.length).toCompletableFuture().join();
  }

  private static List<String> payloads(Ordering ordering, long after, int count)
      throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (CommittedEntries entries = ordering.committed(after)) {
      while (found.size() < count) {
        CommittedEntry entry = entries.take(WAIT_NANOS);
        assertThat(entry).as("entry after %s", found.size()).isNotNull();
        if (entry.kind() == EntryKind.PAYLOAD) {
          found.add(
              new String(entry.bytes(), entry.offset(), entry.length(), StandardCharsets.UTF_8));
        }
      }
    }
    return found;
  }

  @Test
  void whatIsProposedComesBackInOrderAndSurvivesReopening() throws Exception {
    List<String> proposed = new ArrayList<>();
    try (Ordering ordering = start(0)) {
      for (int i = 0; i < 500; i++) {
        proposed.add("entry " + i + " " + "x".repeat(i * 20));
        propose(ordering, proposed.get(i));
        if (i % 50 == 0) {
          await().until(() -> ordering.bytesInFlight() == 0);
        }
      }
      assertThat(payloads(ordering, 0, 500)).isEqualTo(proposed);
      await().until(() -> ordering.bytesInFlight() == 0);
    }
    try (Ordering again = start(1 << 20)) {
      assertThat(payloads(again, 0, 500)).isEqualTo(proposed);
      assertThat(again.status().term()).isEqualTo(2);
    }
  }

  @Test
  void aConsumerSleepsUntilAnEntryIsSettled() throws Exception {
    try (Ordering ordering = start(1 << 20);
        CommittedEntries entries = ordering.committed(0)) {
      assertThat(entries.take(WAIT_NANOS).kind()).isEqualTo(EntryKind.NO_OP);
      assertThat(entries.take(TimeUnit.MILLISECONDS.toNanos(20))).isNull();
      Proposed proposed = propose(ordering, "late");
      CommittedEntry entry = entries.take(WAIT_NANOS);
      assertThat(entry.index()).isEqualTo(proposed.index());
      assertThat(entry.term()).isEqualTo(proposed.term());
    }
  }

  @Test
  void aReadBarrierIsTheNewestSettledIndex() throws Exception {
    try (Ordering ordering = start(1 << 20)) {
      Proposed proposed = propose(ordering, "seen");
      payloads(ordering, 0, 1);
      assertThat(ordering.readBarrier().toCompletableFuture().get(10, TimeUnit.SECONDS))
          .isEqualTo(proposed.index());
    }
  }

  @Test
  void aListenerHearsWhoLeadsAndWhatWasThereBefore() throws Exception {
    try (Ordering ordering = start(1 << 20)) {
      propose(ordering, "of the first term");
    }
    try (Ordering again = start(1 << 20)) {
      List<String> heard = new ArrayList<>();
      again.listen(
          new LeadershipListener() {
            @Override
            public void onLeader(long term, long lastIndexBeforeTerm) {
              synchronized (heard) {
                heard.add("leader of " + term + " after " + lastIndexBeforeTerm);
              }
            }

            @Override
            public void onFollower(long term) {
              synchronized (heard) {
                heard.add("follower in " + term);
              }
            }
          });
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () -> {
                synchronized (heard) {
                  assertThat(heard).containsExactly("leader of 2 after 2");
                }
              });
    }
  }

  @Test
  void oneFolderServesOneReplica() {
    try (Ordering ordering = start(1 << 20)) {
      Ordering second =
          OrderingNode.start(
              kit.system(), OrderingSettings.single("two"), folder.resolve("log-" + started));
      assertThatThrownBy(() -> second.ready().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              TallystickException.class,
              e -> assertThat(e.code()).isEqualTo("ordering_folder_in_use"));
      second.close();
      assertThat(ordering.status().role()).isEqualTo(Role.LEADER);
    }
  }

  @Test
  void pastTheBoundOnBytesInFlightProposalsAreRefused() {
    try (Ordering ordering = start(1 << 20)) {
      byte[] large = new byte[(64 << 10) + 1];
      assertKind(ordering, large, ErrorKind.TOO_LARGE);
    }
  }

  @Test
  void afterClosingNothingEnters() {
    Ordering ordering = start(1 << 20);
    ordering.close();
    assertKind(ordering, bytes("late"), ErrorKind.UNAVAILABLE);
  }

  private static void assertKind(Ordering ordering, byte[] payload, ErrorKind kind) {
    assertThatThrownBy(
            () -> ordering.propose(payload, 0, payload.length).toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
