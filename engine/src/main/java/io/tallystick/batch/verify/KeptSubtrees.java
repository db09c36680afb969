package io.tallystick.batch.verify;

import io.tallystick.batch.merkle.SubtreeStore;

/**
 * Holds computed subtree roots against a store without changing it: what the store has is compared
 * by the Merkle log, what it lacks is counted.
 */
final class KeptSubtrees implements SubtreeStore {
  private final SubtreeStore kept;
  private final long keptCount;
  private long missing;

  KeptSubtrees(SubtreeStore kept) {
    this.kept = kept;
    this.keptCount = kept.count();
  }

  @Override
  public void append(byte[] hash, int offset) {
    missing++;
  }

  @Override
  public void read(long position, byte[] into, int offset) {
    kept.read(position, into, offset);
  }

  @Override
  public long count() {
    return keptCount + missing;
  }

  long missing() {
    return missing;
  }

  long keptCount() {
    return keptCount;
  }
}
