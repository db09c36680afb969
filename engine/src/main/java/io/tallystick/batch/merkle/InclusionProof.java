package io.tallystick.batch.merkle;

import java.util.List;

/**
 * Shows that a record is in the log, as RFC 6962 section 2.1.1 defines it.
 *
 * @param index number of the record
 * @param size records of the log that the root is of
 * @param path hashes of the neighbouring subtrees, from the leaf upwards
 */
public record InclusionProof(long index, long size, List<Hash> path) {
  /** Keeps its own copy of the path. */
  public InclusionProof {
    path = List.copyOf(path);
  }

  /**
   * Whether the proof leads from the record's leaf hash to the root (the steps are those of RFC
   * 9162 section 2.1.3.2).
   */
  public boolean proves(Hash leaf, Hash root) {
    if (index < 0 || index >= size) {
      return false;
    }
    MerkleHasher hasher = new MerkleHasher();
    long at = index;
    long last = size - 1;
    Hash computed = leaf;
    for (Hash neighbour : path) {
      if (last == 0) {
        return false;
      }
      if ((at & 1) != 0 || at == last) {
        computed = hasher.node(neighbour, computed);
        int skipped = at == 0 ? 0 : Long.numberOfTrailingZeros(at);
        at >>>= skipped;
        last >>>= skipped;
      } else {
        computed = hasher.node(computed, neighbour);
      }
      at >>>= 1;
      last >>>= 1;
    }
    return last == 0 && computed.equals(root);
  }
}
