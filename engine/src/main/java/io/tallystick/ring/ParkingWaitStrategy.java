package io.tallystick.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits without burning a core, also for another handler.
 *
 * <p>While nothing is published a handler blocks on a condition that publishers signal, so an idle
 * ring costs nothing. Once something is published but the handler upstream is still at work, it
 * naps for {@link #NAP_NANOS}: the upstream is busy then, so the naps are bounded by real work.
 * Disruptor's own blocking strategy spins in that second case.
 */
public final class ParkingWaitStrategy implements WaitStrategy {
  /**
   * A nap while a handler upstream works; short against one fsync, long against a context switch.
   */
  static final long NAP_NANOS = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition published = lock.newCondition();

  @Override
  public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
      throws AlertException, InterruptedException {
    if (cursor.get() < sequence) {
      lock.lock();
      try {
        while (cursor.get() < sequence) {
          barrier.checkAlert();
          published.await();
        }
      } finally {
        lock.unlock();
      }
    }
    long available = dependent.get();
    while (available < sequence) {
      barrier.checkAlert();
      LockSupport.parkNanos(NAP_NANOS);
      available = dependent.get();
    }
    return available;
  }

  @Override
  public void signalAllWhenBlocking() {
    lock.lock();
    try {
      published.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
