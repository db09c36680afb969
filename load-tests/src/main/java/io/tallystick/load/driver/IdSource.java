package io.tallystick.load.driver;

import io.tallystick.load.wire.SplitMix64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives transfer ids to one connection. Random ids have 127 random bits, so that an index finds no
 * order in them. Ordered ids have the run in their high half and count up in their low half over
 * all connections; a connection takes the numbers of one request at a time.
 */
final class IdSource {
  private final SplitMix64 random;
  private final AtomicLong shared;
  private final long run;
  private long nextOrdered;

  private IdSource(SplitMix64 random, AtomicLong shared, long run) {
    this.random = random;
    this.shared = shared;
    this.run = run;
  }

  static IdSource random(long seed) {
    return new IdSource(new SplitMix64(seed), null, 0);
  }

  /** Ids {@code run}:n with the n of {@code shared}. */
  static IdSource ordered(long run, AtomicLong shared) {
    return new IdSource(null, shared, run);
  }

  void beginRequest(int rows) {
    if (shared != null) {
      nextOrdered = shared.getAndAdd(rows);
    }
  }

  void next(Row row) {
    if (shared != null) {
      row.idHigh = run;
      row.idLow = nextOrdered++;
      return;
    }
    // 0 and 2^128-1 are no ids: the top bit is never set, the lowest always.
    row.idHigh = random.next() >>> 1;
    row.idLow = random.next() | 1;
  }
}
