package io.tallystick.ordering;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/** Own proposals that wait for commit, and their bytes. */
final class InFlight {
  private record Entry(long index, int bytes) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final AtomicLong bytes;

  /** The counter already holds what is on the way to {@link #entered}. */
  InFlight(AtomicLong bytes) {
    this.bytes = bytes;
  }

  void entered(long index, int length) {
    entries.add(new Entry(index, length));
  }

  void refused(int length) {
    bytes.addAndGet(-length);
  }

  void committed(long index) {
    long done = 0;
    while (!entries.isEmpty() && entries.peek().index() <= index) {
      done += entries.poll().bytes();
    }
    if (done != 0) {
      bytes.addAndGet(-done);
    }
  }

  /** Another replica leads: what becomes of the rest is no longer this one's to bound. */
  void forget() {
    committed(Long.MAX_VALUE);
  }
}
