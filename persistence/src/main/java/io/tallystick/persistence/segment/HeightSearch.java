package io.tallystick.persistence.segment;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the batch of a record by binary descent over the frames. Probed heights are sums of falling
 * powers of two, so that they stay the same while the log grows and a small cache of fixed size
 * answers the upper steps.
 */
final class HeightSearch {
  private static final int CACHE_SLOTS = 4096;

  private record Probe(long height, long firstNumber) {}

  private final BatchFamilies families;
  private final AtomicReferenceArray<Probe> cache = new AtomicReferenceArray<>(CACHE_SLOTS);

  HeightSearch(BatchFamilies families) {
    this.families = families;
  }

  /** The highest of the heights 1 … lastHeight whose first record is at or below the number. */
  long heightOf(long number, long lastHeight) {
    long height = 0;
    for (long step = Long.highestOneBit(lastHeight); step > 0; step >>= 1) {
      long probe = height + step;
      if (probe <= lastHeight && firstNumber(probe) <= number) {
        height = probe;
      }
    }
    return height;
  }

  private long firstNumber(long height) {
    int slot = (int) ((height * 0x9E37_79B9_7F4A_7C15L) >>> 52);
    Probe known = cache.get(slot);
    if (known != null && known.height() == height) {
      return known.firstNumber();
    }
    long first = families.frame(height).firstNumber();
    cache.set(slot, new Probe(height, first));
    return first;
  }

  void forget() {
    for (int slot = 0; slot < CACHE_SLOTS; slot++) {
      cache.set(slot, null);
    }
  }
}
