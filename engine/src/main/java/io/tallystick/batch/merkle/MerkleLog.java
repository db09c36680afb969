package io.tallystick.batch.merkle;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;

/**
 * The Merkle tree of RFC 6962 over all records, as it grows: it holds only the roots of the full
 * subtrees that make up the log (the frontier, one hash for each bit set in the size, largest
 * first). Appending costs two hashes a record and allocates nothing.
 *
 * <p>Roots of {@link SubtreePositions#BLOCK_LEAVES} leaves and more go to the {@link SubtreeStore}.
 * One that the store already has (records applied again after a restart) is compared instead: a
 * difference is DAMAGED {@code subtree_differs}. One instance serves one thread.
 */
public final class MerkleLog {
  /** Most hashes of a frontier: a size has 63 bits. */
  public static final int FRONTIER_HASHES_MAX = 63;

  private static final int HASH = Sha256.BYTES;

  private final MerkleHasher hasher = new MerkleHasher();
  private final SubtreeStore store;
  // One hash more than the frontier: the leaf that is being added.
  private final byte[] stack = new byte[(FRONTIER_HASHES_MAX + 1) * HASH];
  private final byte[] stored = new byte[HASH];
  private int depth;
  private long size;
  private long nextPosition;

  /** An empty log. */
  public MerkleLog(SubtreeStore store) {
    this.store = store;
  }

  /**
   * A log of {@code size} records.
   *
   * @param frontier as {@link #frontier()} gave it at that size
   */
  public MerkleLog(long size, byte[] frontier, SubtreeStore store) {
    this(store);
    Checks.inRange(size, 0, Long.MAX_VALUE, "log size");
    Checks.equal(frontier.length, (long) Long.bitCount(size) * HASH, "frontier bytes");
    System.arraycopy(frontier, 0, stack, 0, frontier.length);
    this.size = size;
    this.depth = Long.bitCount(size);
    this.nextPosition = SubtreePositions.count(size);
  }

  /** Adds {@code count} records of {@link LeafSource#LEAF_BYTES} bytes each. */
  public void append(byte[] records, int offset, int count) {
    int at = offset;
    for (int i = 0; i < count; i++) {
      hasher.record(records, at, stack, depth * HASH);
      at += LeafSource.LEAF_BYTES;
      addedLeaf();
    }
  }

  /** Adds one leaf by its hash. */
  public void appendLeafHash(Hash leaf) {
    leaf.copyTo(stack, depth * HASH);
    addedLeaf();
  }

  private void addedLeaf() {
    depth++;
    int level = 0;
    for (long rest = size; (rest & 1) != 0; rest >>>= 1) {
      int left = (depth - 2) * HASH;
      hasher.node(stack, left, stack, left);
      depth--;
      level++;
      if (level >= SubtreePositions.BLOCK_LEVEL) {
        keep(left);
      }
    }
    size++;
  }

  private void keep(int offset) {
    long position = nextPosition++;
    long kept = store.count();
    if (position == kept) {
      store.append(stack, offset);
      return;
    }
    Checks.that(position < kept, "the subtree store lacks roots of records before these");
    store.read(position, stored, 0);
    if (!Arrays.equals(stored, 0, HASH, stack, offset, offset + HASH)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          "subtree_differs",
          "subtree root "
              + position
              + ": stored "
              + Hash.of(stored, 0)
              + ", computed "
              + Hash.of(stack, offset));
    }
  }

  /** How many records the log has. */
  public long size() {
    return size;
  }

  /** Writes the root at this size, 32 bytes; SHA-256 of nothing if the log is empty. */
  public void root(byte[] out, int offset) {
    if (depth == 0) {
      Hash.OF_NOTHING.copyTo(out, offset);
      return;
    }
    System.arraycopy(stack, (depth - 1) * HASH, out, offset, HASH);
    for (int i = depth - 2; i >= 0; i--) {
      hasher.node(stack, i * HASH, out, offset, out, offset);
    }
  }

  /** The root at this size as a value. */
  public Hash root() {
    byte[] out = new byte[HASH];
    root(out, 0);
    return Hash.of(out, 0);
  }

  /** The roots of the full subtrees, largest (oldest) first, 32 bytes each, in a new array. */
  public byte[] frontier() {
    return Arrays.copyOf(stack, depth * HASH);
  }
}
