package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.tallystick.ordering.raft.EntryKind;
import io.tallystick.ordering.raft.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a group of one orders with every entry fsynced, as log lines. {@code
 * -Dtallystick.throughput.seconds=N} sets how long each measurement takes.
 */
class GroupOfOneThroughputTest {
  private static final Logger LOG = LoggerFactory.getLogger(GroupOfOneThroughputTest.class);
  private static final int SECONDS = Integer.getInteger("tallystick.throughput.seconds", 1);

  /** The longest time an entry may take on a machine that is busy with other things, s. */
  private static final int PATIENCE_S = 60;

  @TempDir Path folder;
  private ActorTestKit kit;
  private Ordering ordering;

  @BeforeEach
  void start() {
    kit = ActorTestKit.create();
    ordering = OrderingNode.start(kit.system(), OrderingSettings.single("speed"), folder);
    ordering.ready().toCompletableFuture().join();
    await()
        .atMost(Duration.ofSeconds(PATIENCE_S))
        .until(() -> ordering.status().role() == Role.LEADER);
  }

  @AfterEach
  void stop() {
    ordering.close();
    kit.shutdownTestKit();
  }

  /** Takes what is settled; each payload begins with the time at which it was proposed. */
  private static final class Consumer extends Thread {
    private final CommittedEntries entries;
    private final Semaphore room;
    private final LongStream.Builder latencies = LongStream.builder();
    private volatile long expected = Long.MAX_VALUE;

    Consumer(CommittedEntries entries, Semaphore room) {
      this.entries = entries;
      this.room = room;
    }

    @Override
    public void run() {
      try {
        for (long taken = 0; taken < expected; ) {
          CommittedEntry entry = entries.take(TimeUnit.MILLISECONDS.toNanos(100));
          if (entry != null && entry.kind() == EntryKind.PAYLOAD) {
            long proposedAt = ByteBuffer.wrap(entry.bytes(), entry.offset(), 8).getLong();
            latencies.add(System.nanoTime() - proposedAt);
            taken++;
            room.release();
          }
        }
      } catch (InterruptedException e) {
        throw new CompletionException(e);
      }
    }
  }

  /** Proposes with a bound on what is in flight, as the batcher does; returns what was settled. */
  private long orderMany(int payloadBytes, int inFlightMax) throws Exception {
    Semaphore room = new Semaphore(inFlightMax);
    try (CommittedEntries entries = ordering.committed(ordering.status().lastIndex())) {
      Consumer consumer = new Consumer(entries, room);
      consumer.start();
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
      long proposing = 0;
      long proposed = 0;
      while (System.nanoTime() < end) {
        if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
          ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
          long before = System.nanoTime();
          payload.putLong(0, before);
          ordering.propose(payload.array(), 0, payloadBytes);
          proposing += System.nanoTime() - before;
          proposed++;
        }
      }
      consumer.expected = proposed;
      consumer.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
      double seconds = (System.nanoTime() - start) / 1e9;
      long[] latencies = consumer.latencies.build().sorted().toArray();
      LOG.info(
          "{} bytes, {} in flight: {} entries/s, {} MB/s, p50 {} ms, p99 {} ms, propose() {} µs",
          payloadBytes,
          inFlightMax,
          Math.round(latencies.length / seconds),
          Math.round((double) latencies.length * payloadBytes / seconds / 1e6),
          latencies[latencies.length / 2] / 1e6,
          latencies[(int) (latencies.length * 0.99)] / 1e6,
          proposing / 1_000.0 / proposed);
      assertThat(latencies).hasSize((int) proposed);
      return proposed;
    }
  }

  @Test
  void everyEntryOfAStreamIsSettledWhateverItsSize() throws Exception {
    for (int[] sizeAndInFlight : new int[][] {{256, 64}, {256, 64}, {256, 1}, {1 << 20, 4}}) {
      assertThat(orderMany(sizeAndInFlight[0], sizeAndInFlight[1]))
          .as("%s", Arrays.toString(sizeAndInFlight))
          .isPositive();
    }
  }

  @Test
  void anIdleReplicaUsesNextToNoProcessorTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = orderingCpuNanos(threads);
    long start = System.nanoTime();
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
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
