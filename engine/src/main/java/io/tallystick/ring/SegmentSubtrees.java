package io.tallystick.ring;

import io.tallystick.batch.merkle.SubtreeStore;
import io.tallystick.persistence.segment.FixedSegments;

/** The roots of full Merkle subtrees, kept beside the sealed batches. */
public final class SegmentSubtrees implements SubtreeStore {
  private final FixedSegments roots;

  public SegmentSubtrees(FixedSegments roots) {
    this.roots = roots;
  }

  @Override
  public void append(byte[] hash, int offset) {
    roots.append(hash, offset, 1);
  }

  @Override
  public void read(long position, byte[] into, int offset) {
    roots.read(position, into, offset);
  }

  @Override
  public long count() {
    return roots.count();
  }
}
