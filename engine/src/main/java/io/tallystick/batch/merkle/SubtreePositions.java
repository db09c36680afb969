package io.tallystick.batch.merkle;

/**
 * Where a {@link SubtreeStore} keeps which subtree. The kept nodes form a sequence in post-order
 * (each full subtree's parts before its root), so that the position of a node never changes as the
 * log grows: block {@code k} stands at {@code 2k - bitCount(k)}, and a node of {@code h} levels
 * above blocks stands {@code h} places behind its last block.
 */
public final class SubtreePositions {
  /** Level of the lowest kept nodes; leaves are level 0. */
  public static final int BLOCK_LEVEL = 8;

  /** Leaves below one of the lowest kept nodes. */
  public static final int BLOCK_LEAVES = 1 << BLOCK_LEVEL;

  private SubtreePositions() {}

  /**
   * The position of the full subtree of {@code 1 << level} leaves that is number {@code index} of
   * its level (it covers the leaves from {@code index << level} on); {@code level} is at least
   * {@link #BLOCK_LEVEL}.
   */
  public static long of(int level, long index) {
    int above = level - BLOCK_LEVEL;
    long lastBlock = ((index + 1) << above) - 1;
    return 2 * lastBlock - Long.bitCount(lastBlock) + above;
  }

  /** How many nodes are kept of a log of {@code size} leaves. */
  public static long count(long size) {
    long blocks = size >>> BLOCK_LEVEL;
    return 2 * blocks - Long.bitCount(blocks);
  }
}
