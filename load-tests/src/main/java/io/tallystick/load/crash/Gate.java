package io.tallystick.load.crash;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets clients pass between two bodies, holds them while the campaign checks, and ends them. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean open = true;
  private boolean ended;
  private int inside;

  /** Waits until the gate is open; false if the client is to end. */
  boolean enter() {
    lock.lock();
    try {
      while (!open && !ended) {
        changed.awaitUninterruptibly();
      }
      if (ended) {
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The client has finished its body. */
  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the gate and waits until nobody is inside.
   *
   * @return whether that happened in time
   */
  boolean closeAndAwait(long timeoutMs) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    lock.lock();
    try {
      open = false;
      while (inside > 0 && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return inside == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TallystickException.of(ErrorKind.UNAVAILABLE, "interrupted", "interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }
}
