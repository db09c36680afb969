package io.tallystick.batch.merkle;

import io.tallystick.base.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes proofs, roots and frontiers for any size that the log ever had, from kept subtree roots and
 * records: O(log n) reads of the store, and fewer than 256 records hashed for each edge of the tree
 * that is not kept. Read-only; one instance serves one thread.
 */
public final class MerkleProver {
  private static final int HASH = Sha256.BYTES;

  private final SubtreeStore store;
  private final LeafAppender leaves;
  private final MerkleHasher hasher = new MerkleHasher();
  private final byte[] node = new byte[HASH];

  /** A prover over these stores, which must hold everything below the sizes asked for. */
  public MerkleProver(SubtreeStore store, LeafSource leaves) {
    this(store, appender(leaves));
  }

  /** A prover over leaves of any kind. */
  MerkleProver(SubtreeStore store, LeafAppender leaves) {
    this.store = store;
    this.leaves = leaves;
  }

  /** Adds leaves of the log to a part of it that is hashed anew. */
  @FunctionalInterface
  interface LeafAppender {
    void append(long from, int count, MerkleLog part);
  }

  private static LeafAppender appender(LeafSource source) {
    byte[] records = new byte[SubtreePositions.BLOCK_LEAVES * LeafSource.LEAF_BYTES];
    return (from, count, part) -> {
      source.read(from, count, records, 0);
      part.append(records, 0, count);
    };
  }

  /** Proves that record {@code index} is in the log of {@code size} records. */
  public InclusionProof inclusion(long index, long size) {
    Checks.inRange(size, 1, Long.MAX_VALUE, "log size");
    Checks.inRange(index, 0, size - 1, "record number");
    List<Hash> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        path.add(0, rangeRoot(middle, to));
        to = middle;
      } else {
        path.add(0, rangeRoot(from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index, size, List.copyOf(path));
  }

  /** Proves that the log of {@code oldSize} records is a prefix of the one of {@code newSize}. */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    Checks.inRange(newSize, 0, Long.MAX_VALUE, "new log size");
    Checks.inRange(oldSize, 0, newSize, "old log size");
    List<Hash> path = new ArrayList<>();
    if (oldSize > 0) {
      long from = 0;
      long to = newSize;
      while (oldSize < to) {
        long middle = from + split(to - from);
        if (oldSize <= middle) {
          path.add(0, rangeRoot(middle, to));
          to = middle;
        } else {
          path.add(0, rangeRoot(from, middle));
          from = middle;
        }
      }
      // The old root itself is known to whoever checks; any other part has to be given.
      if (from > 0) {
        path.add(0, rangeRoot(from, to));
      }
    }
    return new ConsistencyProof(oldSize, newSize, List.copyOf(path));
  }

  /** The root of the log at {@code size}. */
  public Hash root(long size) {
    return size == 0 ? Hash.OF_NOTHING : rangeRoot(0, size);
  }

  /** The frontier at {@code size}, as {@link MerkleLog#frontier()} would give it. */
  public byte[] frontier(long size) {
    byte[] frontier = new byte[Long.bitCount(size) * HASH];
    long from = 0;
    int at = 0;
    while (from < size) {
      long part = Long.highestOneBit(size - from);
      rangeRoot(from, from + part).copyTo(frontier, at);
      from += part;
      at += HASH;
    }
    return frontier;
  }

  /** The largest power of two below {@code count}, where RFC 6962 divides a tree. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  private Hash rangeRoot(long from, long to) {
    long count = to - from;
    if (count < SubtreePositions.BLOCK_LEAVES) {
      return leavesRoot(from, (int) count);
    }
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      store.read(SubtreePositions.of(level, from >>> level), node, 0);
      return Hash.of(node, 0);
    }
    long middle = from + split(count);
    return hasher.node(rangeRoot(from, middle), rangeRoot(middle, to));
  }

  private Hash leavesRoot(long from, int count) {
    MerkleLog part = new MerkleLog(new NoSubtreeStore(0));
    leaves.append(from, count, part);
    return part.root();
  }
}
