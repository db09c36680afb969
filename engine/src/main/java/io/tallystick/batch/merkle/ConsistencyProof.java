package io.tallystick.batch.merkle;

import java.util.List;

/**
 * Shows that a log only grew: the log of {@code oldSize} records is a prefix of the one of {@code
 * newSize} (RFC 6962 section 2.1.2).
 *
 * @param oldSize records of the older log; 0 is a prefix of everything
 * @param newSize records of the newer log
 * @param path hashes of subtrees, in the order of the RFC
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  /** Keeps its own copy of the path. */
  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /** Whether the proof leads to both roots (the steps are those of RFC 9162 section 2.1.4.2). */
  public boolean proves(Hash oldRoot, Hash newRoot) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    if (oldSize == 0) {
      return path.isEmpty() && oldRoot.equals(Hash.OF_NOTHING);
    }
    boolean oldIsOneSubtree = Long.bitCount(oldSize) == 1;
    if (path.isEmpty()) {
      return false;
    }
    return leadsToBoth(
        oldIsOneSubtree ? oldRoot : path.get(0), oldIsOneSubtree ? 0 : 1, oldRoot, newRoot);
  }

  private boolean leadsToBoth(Hash start, int firstStep, Hash oldRoot, Hash newRoot) {
    MerkleHasher hasher = new MerkleHasher();
    int ones = Long.numberOfTrailingZeros(oldSize);
    long at = (oldSize - 1) >>> ones;
    long last = (newSize - 1) >>> ones;
    Hash computedOld = start;
    Hash computedNew = start;
    for (Hash neighbour : path.subList(firstStep, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) != 0 || at == last) {
        computedOld = hasher.node(neighbour, computedOld);
        computedNew = hasher.node(neighbour, computedNew);
        int skipped = at == 0 ? 0 : Long.numberOfTrailingZeros(at);
        at >>>= skipped;
        last >>>= skipped;
      } else {
        computedNew = hasher.node(computedNew, neighbour);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && computedOld.equals(oldRoot) && computedNew.equals(newRoot);
  }
}
