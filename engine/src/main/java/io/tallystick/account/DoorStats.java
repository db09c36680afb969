package io.tallystick.account;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what passes the doors of this node's accounts. */
public final class DoorStats {
  private final LongAdder passed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder guarded = new LongAdder();
  private final AtomicInteger active = new AtomicInteger();

  void pass() {
    passed.increment();
  }

  void refuse() {
    refused.increment();
  }

  void guard() {
    guarded.increment();
  }

  void active(int actors) {
    active.set(actors);
  }

  /** Singles that passed a thin door. */
  public long passed() {
    return passed.sum();
  }

  /** Singles that were refused because too many of their account were under way. */
  public long refused() {
    return refused.sum();
  }

  /** Singles that were given to a guarded account's actor. */
  public long guarded() {
    return guarded.sum();
  }

  /** Thin doors in memory. */
  public int active() {
    return active.get();
  }
}
