package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ParkingWaitStrategyTest {
  /** Share of a core that both handlers together may take under a light load, in percent. */
  private static final long LIGHT_LOAD_PERCENT_MAX = 25;

  @Test
  void everyEventPassesBothHandlersInOrderAndALightLoadCostsLittle() throws Exception {
    ConcurrentHashMap<String, Thread> threads = new ConcurrentHashMap<>();
    Semaphore done = new Semaphore(0);
    long[] lastSeen = {-1};
    Disruptor<long[]> disruptor =
        new Disruptor<>(
            () -> new long[1],
            16,
            work -> {
              Thread thread = new Thread(work, "stage-" + threads.size());
              threads.put(thread.getName(), thread);
              return thread;
            },
            ProducerType.MULTI,
            new ParkingWaitStrategy());
    disruptor
        .handleEventsWith((event, sequence, end) -> event[0]++)
        .then(
            (event, sequence, end) -> {
              assertThat(sequence).isEqualTo(lastSeen[0] + 1);
              lastSeen[0] = sequence;
              done.release();
            });
    disruptor.start();
    long cpuBefore = cpuNanos(threads);
    long start = System.nanoTime();
    for (int i = 0; i < 500; i++) {
      disruptor.publishEvent((event, sequence) -> event[0] = sequence);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    assertThat(done.tryAcquire(500, 20, TimeUnit.SECONDS)).isTrue();
    long elapsed = System.nanoTime() - start;
    long cpu = cpuNanos(threads) - cpuBefore;
    disruptor.halt();
    assertThat(100 * cpu / elapsed).as("percent of a core").isLessThan(LIGHT_LOAD_PERCENT_MAX);
  }

  private static long cpuNanos(ConcurrentHashMap<String, Thread> threads) {
    return threads.values().stream()
        .mapToLong(thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()))
        .sum();
  }
}
