package io.tallystick.load.micro;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.tallystick.ring.ParkingWaitStrategy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Two handlers in a row, as apply and seal are, on a ring with the project's own wait strategy. A
 * figure is for one slot, which holds a body or a batch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {
  private static final int SLOTS = 1_024;

  /** What the ring carries: a number stands for a body. */
  private static final class Slot {
    private long value;
  }

  private final AtomicLong handled = new AtomicLong();
  private Disruptor<Slot> disruptor;
  private RingBuffer<Slot> ring;

  /** Starts the handlers' threads. */
  @Setup
  public void open() {
    disruptor =
        new Disruptor<>(
            Slot::new,
            SLOTS,
            DaemonThreadFactory.INSTANCE,
            ProducerType.MULTI,
            new ParkingWaitStrategy());
    disruptor
        .handleEventsWith((slot, sequence, endOfBatch) -> slot.value++)
        .then((slot, sequence, endOfBatch) -> handled.setRelease(slot.value));
    ring = disruptor.start();
  }

  /** A slot's share of a ring that is kept full: handlers drain many at once. */
  @Benchmark
  public void keepFull() {
    long sequence = ring.next();
    ring.get(sequence).value = sequence;
    ring.publish(sequence);
  }

  /** From a publisher through both handlers, each of which slept. */
  @Benchmark
  public void wakeAndPassOn() {
    long sequence = ring.next();
    ring.get(sequence).value = sequence;
    ring.publish(sequence);
    while (handled.getAcquire() != sequence + 1) {
      Thread.onSpinWait();
    }
  }

  /** Stops the threads. */
  @TearDown
  public void close() {
    disruptor.halt();
  }
}
