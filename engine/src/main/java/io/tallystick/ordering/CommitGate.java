package io.tallystick.ordering;

import java.util.concurrent.locks.LockSupport;

/**
 * Where the consumer sleeps until something is settled. One thread waits, one advances; no lock is
 * taken.
 */
final class CommitGate {
  private volatile long committed;
  private volatile long taken;
  private volatile boolean stopped;
  private volatile Thread waiter;

  /** Entries up to here are settled. */
  long committed() {
    return committed;
  }

  /** The consumer needs nothing at or below this any more. */
  long taken() {
    return taken;
  }

  void take(long index) {
    taken = index;
  }

  void advance(long index) {
    committed = index;
    wake();
  }

  void stop() {
    stopped = true;
    wake();
  }

  boolean isStopped() {
    return stopped;
  }

  private void wake() {
    Thread sleeping = waiter;
    if (sleeping != null) {
      LockSupport.unpark(sleeping);
    }
  }

  /** True once that index is settled; false if the time is over or the ordering has stopped. */
  boolean await(long index, long timeoutNanos) throws InterruptedException {
    if (committed >= index) {
      return true;
    }
    long deadline = System.nanoTime() + timeoutNanos;
    waiter = Thread.currentThread();
    try {
      while (committed < index) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || stopped) {
          return false;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(this, left);
      }
      return true;
    } finally {
      waiter = null;
    }
  }
}
