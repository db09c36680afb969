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
import io.tallystick.ordering.simulation.SimulatedFiles;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailingDiskTest {
  private static final int ENTRY_BYTES_MAX = 8 << 10;

  private final SimulatedFiles disk = new SimulatedFiles();
  private final SlowFiles files = new SlowFiles(disk);
  private ActorTestKit kit;
  private Ordering ordering;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create();
    OrderingSettings single = OrderingSettings.single("faults");
    ordering =
        OrderingNode.start(
            kit.system(),
            new OrderingSettings(
                single.owner(),
                single.initialMembers(),
                RaftTestSettings.small(ENTRY_BYTES_MAX),
                new LogSettings(256 << 10, ENTRY_BYTES_MAX, 16 << 10, 0),
                2 * ENTRY_BYTES_MAX,
                5_000,
                5_000),
            () -> files,
            new LocalTransport());
    ordering.ready().toCompletableFuture().join();
    await().until(() -> ordering.status().commitIndex() == 1);
  }

  @AfterEach
  void stop() {
    files.go();
    ordering.close();
    kit.shutdownTestKit();
  }

  private CompletableFuture<Proposed> propose(int bytes) {
    return ordering.propose(new byte[bytes], 0, bytes).toCompletableFuture();
  }

  private static void assertFails(CompletableFuture<?> stage, String code) {
    assertThatThrownBy(() -> stage.get(10, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void afterAFailedFsyncNothingIsAcknowledgedAndTheNodeIsToldToStop() throws Exception {
    try (CommittedEntries entries = ordering.committed(1)) {
      disk.failForce(true);
      propose(100);
      assertFails(ordering.failure().toCompletableFuture(), "ordering_log_failed");
      disk.failForce(false);
      assertFails(propose(100), "ordering_stopped");
      assertFails(ordering.readBarrier().toCompletableFuture(), "ordering_stopped");
      assertThat(entries.take(TimeUnit.MILLISECONDS.toNanos(50))).isNull();
      assertThat(entries.isStopped()).isTrue();
    }
  }

  @Test
  void aFailedWriteStopsTheNodeToo() {
    disk.failWrite(true);
    propose(100);
    assertFails(ordering.failure().toCompletableFuture(), "ordering_log_failed");
  }

  @Test
  void duringASlowFsyncTheOrderingGoesOnTakingEntriesUpToItsBound() throws Exception {
    files.hold();
    assertThat(propose(ENTRY_BYTES_MAX).get(5, TimeUnit.SECONDS).index()).isEqualTo(2);
    assertThat(propose(ENTRY_BYTES_MAX).get(5, TimeUnit.SECONDS).index()).isEqualTo(3);
    assertThat(ordering.bytesInFlight()).isEqualTo(2L * ENTRY_BYTES_MAX);
    assertFails(propose(1), "ordering_busy");
    assertThat(ordering.readBarrier().toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(ordering.status().role()).isEqualTo(Role.LEADER);
    files.go();
    await().until(() -> ordering.bytesInFlight() == 0);
    assertThat(propose(1).get(5, TimeUnit.SECONDS).index()).isEqualTo(4);
  }

  @Test
  void whatWaitsForItsFsyncIsNotSettled() throws Exception {
    try (CommittedEntries entries = ordering.committed(1)) {
      files.hold();
      propose(10).get(5, TimeUnit.SECONDS);
      assertThat(entries.take(TimeUnit.MILLISECONDS.toNanos(100))).isNull();
      files.go();
      assertThat(entries.take(TimeUnit.SECONDS.toNanos(5)).kind()).isEqualTo(EntryKind.PAYLOAD);
    }
  }

  @Test
  void oneConsumerReadsAtATimeAndOnlyWhatTheLogHolds() throws Exception {
    try (CommittedEntries first = ordering.committed(0)) {
      assertKind(ErrorKind.UNAVAILABLE, 0);
      assertThat(first.hasNext()).isTrue();
    }
    assertKind(ErrorKind.DAMAGED, 99);
    try (CommittedEntries again = ordering.committed(0)) {
      assertThat(again.take(0).index()).isEqualTo(1);
    }
  }

  private void assertKind(ErrorKind kind, long afterIndex) {
    assertThatThrownBy(() -> ordering.committed(afterIndex))
        .isInstanceOfSatisfying(
            TallystickException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void closingWritesWhatWaits() throws Exception {
    files.hold();
    propose(10).get(5, TimeUnit.SECONDS);
    CountDownLatch closed = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              ordering.close();
              closed.countDown();
            });
    closer.start();
    files.go();
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    ordering =
        OrderingNode.start(
            kit.system(), OrderingSettings.single("faults"), () -> disk, new LocalTransport());
    ordering.ready().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(ordering.status().lastIndex()).isGreaterThanOrEqualTo(2);
  }
}
