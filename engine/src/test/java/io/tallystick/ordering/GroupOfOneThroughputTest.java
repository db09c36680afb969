package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a group of one orders with every entry fsynced, as a log line, and floors far below it that
 * only a defect would miss.
 */
class GroupOfOneThroughputTest {
  private static final Logger LOG = LoggerFactory.getLogger(GroupOfOneThroughputTest.class);
  private static final long IN_FLIGHT_BYTES_MAX = 4L << 20;

  @TempDir Path folder;
  private ActorTestKit kit;
  private Ordering ordering;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create();
    ordering = OrderingNode.start(kit.system(), OrderingSettings.single("speed"), folder);
    ordering.ready().toCompletableFuture().join();
    await().until(() -> ordering.status().role() == Role.LEADER);
  }

  @AfterEach
  void stop() {
    ordering.close();
    kit.shutdownTestKit();
  }

  /** Proposes with a bound on what is in flight, as the batcher does; returns entries a second. */
  private double orderMany(int entries, int payloadBytes, int inFlightMax) throws Exception {
    long[] latencies = new long[entries];
    long[] proposedAt = new long[entries];
    AtomicLong done = new AtomicLong();
    long firstIndex = ordering.status().lastIndex();
    Thread consumer =
        new Thread(
            () -> {
              try (CommittedEntries settled = ordering.committed(firstIndex)) {
                int at = 0;
                while (at < entries) {
                  CommittedEntry entry = settled.take(TimeUnit.SECONDS.toNanos(20));
                  if (entry.kind() == EntryKind.PAYLOAD) {
                    latencies[at] = System.nanoTime() - proposedAt[at];
                    done.set(++at);
                  }
                }
              } catch (InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    consumer.start();
    byte[] payload = new byte[payloadBytes];
    Arrays.fill(payload, (byte) 7);
    long start = System.nanoTime();
    long proposing = 0;
    for (int i = 0; i < entries; i++) {
      while (i - done.get() >= inFlightMax || ordering.bytesInFlight() > IN_FLIGHT_BYTES_MAX) {
        Thread.onSpinWait();
      }
      proposedAt[i] = System.nanoTime();
      ordering.propose(payload, 0, payloadBytes);
      proposing += System.nanoTime() - proposedAt[i];
    }
    consumer.join();
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(latencies);
    LOG.info(
        "{} bytes, {} in flight: {} entries/s, {} MB/s, p50 {} ms, p99 {} ms, propose() {} µs",
        payloadBytes,
        inFlightMax,
        Math.round(entries / seconds),
        Math.round((double) entries * payloadBytes / seconds / 1e6),
        latencies[entries / 2] / 1e6,
        latencies[(int) (entries * 0.99)] / 1e6,
        proposing / 1_000.0 / entries);
    return entries / seconds;
  }

  @Test
  void largeAndSmallEntriesAreOrderedFastEnough() throws Exception {
    orderMany(2_000, 256, 64);
    assertThat(orderMany(20_000, 256, 64)).isGreaterThan(2_000);
    orderMany(2_000, 256, 1);
    assertThat(orderMany(500, 1 << 20, 4)).isGreaterThan(50);
  }

  @Test
  void anIdleReplicaUsesNextToNoProcessorTime() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = orderingCpuNanos(threads);
    long start = System.nanoTime();
    await().pollDelay(java.time.Duration.ofSeconds(2)).until(() -> true);
    double share = (orderingCpuNanos(threads) - before) / (double) (System.nanoTime() - start);
    LOG.info("idle: {} of one core", share);
    assertThat(share).isLessThan(0.05);
  }

  private static long orderingCpuNanos(ThreadMXBean threads) {
    long total = 0;
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().contains("ordering")) {
        total += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return total;
  }
}
