package io.tallystick.batch.merkle;

/** Reads stored records by number, for the parts of the tree that no store keeps. */
public interface LeafSource {
  /** Bytes of one stored record, the data of one leaf. */
  int LEAF_BYTES = 176;

  /**
   * Reads {@code count} records of {@value #LEAF_BYTES} bytes, from number {@code first} on. All of
   * them exist, or the source fails.
   */
  void read(long first, int count, byte[] into, int offset);
}
