package io.tallystick.ring;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.tallystick.ordering.CommittedEntry;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/** The ring that takes settled entries through apply and seal, in that order, batch after batch. */
final class CommitRing implements AutoCloseable {
  private final Disruptor<CommitSlot> disruptor;
  private final RingBuffer<CommitSlot> ring;
  private final AtomicBoolean poked = new AtomicBoolean();

  CommitRing(int slots, WaitStrategy wait, ThreadFactory threads, FatalFailure failures) {
    disruptor = new Disruptor<>(CommitSlot::new, slots, threads, ProducerType.MULTI, wait);
    disruptor.setDefaultExceptionHandler(failures);
    ring = disruptor.getRingBuffer();
  }

  void start(ApplyStage apply, SealStage seal) {
    disruptor
        .handleEventsWith(
            (slot, sequence, endOfBatch) -> {
              if (slot.entry == null) {
                poked.set(false);
              }
              apply.onEvent(slot, sequence, endOfBatch);
            })
        .then(seal);
    disruptor.start();
  }

  /** Hands a settled entry on; waits while the ring is full. */
  void publish(CommittedEntry entry) {
    ring.publishEvent((slot, sequence) -> slot.set(entry));
  }

  /**
   * Lets the apply thread look at waiting reads. A full ring gives it work that ends with such a
   * look anyway.
   */
  void poke() {
    if (poked.compareAndSet(false, true)
        && !ring.tryPublishEvent((slot, sequence) -> slot.set(null))) {
      poked.set(false);
    }
  }

  @Override
  public void close() {
    disruptor.halt();
  }
}
