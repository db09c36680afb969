package io.tallystick.ring;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ring that gathers bodies from all callers; bounded in slots and in bytes, it never blocks
 * one.
 */
public final class IngressRing implements Intake, AutoCloseable {
  /**
   * What a caller is told to wait when the ring is full: about the time a full ring takes to drain.
   */
  private static final long RETRY_AFTER_MS = 1_000;

  private final Disruptor<IngressSlot> disruptor;
  private final RingBuffer<IngressSlot> ring;
  private final Admission admission;
  private final AtomicLong queuedBytes = new AtomicLong();
  private final long queuedBytesMax;
  private volatile boolean closed;

  IngressRing(
      int slots,
      long queuedBytesMax,
      Admission admission,
      WaitStrategy wait,
      ThreadFactory threads,
      EventHandler<IngressSlot> batcher,
      ExceptionHandler<Object> failures) {
    this.queuedBytesMax = queuedBytesMax;
    this.admission = admission;
    this.disruptor = new Disruptor<>(IngressSlot::new, slots, threads, ProducerType.MULTI, wait);
    this.disruptor.setDefaultExceptionHandler(failures);
    this.disruptor.handleEventsWith(
        (slot, sequence, endOfBatch) -> {
          int bytes = slot.isTick() ? 0 : slot.body.waitingBytes();
          try {
            batcher.onEvent(slot, sequence, endOfBatch);
          } finally {
            slot.clear();
            queuedBytes.addAndGet(-bytes);
          }
        });
    this.ring = disruptor.start();
  }

  @Override
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    CompletableFuture<Outcome> reply = new CompletableFuture<>();
    TallystickException refusal = admission.refusal();
    if (refusal == null && closed) {
      refusal =
          TallystickException.retry(
              ErrorKind.UNAVAILABLE, "node_stopping", "the node is stopping", 1_000);
    }
    if (refusal != null) {
      reply.completeExceptionally(refusal);
      return reply;
    }
    int bytes = body.waitingBytes();
    if (queuedBytes.addAndGet(bytes) > queuedBytesMax
        || !ring.tryPublishEvent((slot, sequence) -> slot.set(body, reply, deadlineNanos))) {
      queuedBytes.addAndGet(-bytes);
      reply.completeExceptionally(
          TallystickException.retry(
              ErrorKind.TOO_MANY,
              "queue_full",
              "too many bodies wait to be batched; slow down",
              RETRY_AFTER_MS));
    }
    return reply;
  }

  /**
   * Asks the batcher to look whether an empty batch is due; does nothing if the ring is full of
   * bodies.
   */
  void tick() {
    if (!closed) {
      ring.tryPublishEvent((slot, sequence) -> slot.clear());
    }
  }

  /** Bytes of bodies that wait. */
  public long queuedBytes() {
    return queuedBytes.get();
  }

  /** Slots taken. */
  public long queuedBodies() {
    return ring.getBufferSize() - ring.remainingCapacity();
  }

  @Override
  public void close() {
    closed = true;
    disruptor.halt();
  }
}
