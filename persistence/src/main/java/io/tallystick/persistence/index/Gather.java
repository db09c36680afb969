package io.tallystick.persistence.index;

import java.nio.ByteBuffer;

/**
 * Places in memory that are needed soon, loaded side by side. A processor overlaps as many misses
 * of its cache as it has loads in view (some hundred instructions); hence places are worked out
 * first and loaded then, by a loop that does nothing else. That doubles the loads under way. One
 * thread at a time.
 */
final class Gather {
  private final int[] blocks = new int[IdTable.TOGETHER_MAX];
  private final int[] offsets = new int[IdTable.TOGETHER_MAX];
  private int count;
  private long loaded;

  /** Forgets all places. */
  void clear() {
    count = 0;
  }

  /** Adds a place: which block, and which byte of it. */
  void add(int block, int offset) {
    blocks[count] = block;
    offsets[count] = offset;
    count++;
  }

  /** The block of the i-th place. */
  int block(int i) {
    return blocks[i];
  }

  /** The byte of the i-th place in its block. */
  int offset(int i) {
    return offsets[i];
  }

  /** Loads all places. */
  void load(ByteBuffer[] from) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (long) OffHeapBlocks.LONGS.getOpaque(from[blocks[i]], offsets[i]);
    }
    loaded += sum;
  }

  /** Keeps the loads from being optimised away; means nothing. */
  long loaded() {
    return loaded;
  }
}
