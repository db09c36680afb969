package io.tallystick.batch.merkle;

/**
 * Keeps the roots of all full subtrees of {@link SubtreePositions#BLOCK_LEAVES} leaves and more, 32
 * bytes each, in the order in which they become full: a parent directly follows its right child.
 * Positions count from 0 and are arithmetic ({@link SubtreePositions}); nothing is ever changed.
 */
public interface SubtreeStore {
  /** Adds the next hash, the 32 bytes at {@code offset}, at position {@link #count()}. */
  void append(byte[] hash, int offset);

  /** Reads the 32 bytes at a position below {@link #count()}. */
  void read(long position, byte[] into, int offset);

  /** How many hashes are kept. */
  long count();
}
