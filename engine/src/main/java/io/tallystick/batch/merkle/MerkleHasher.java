package io.tallystick.batch.merkle;

/**
 * The two hashes of RFC 6962 section 2.1: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖
 * right). Allocates nothing; one instance serves one thread.
 */
public final class MerkleHasher {
  private static final byte LEAF_PREFIX = 0;
  private static final byte NODE_PREFIX = 1;
  private static final int HASH = Sha256.BYTES;

  private final Sha256 sha = new Sha256();
  // Prefix and data side by side: one update over whole blocks costs less than two.
  private final byte[] record = new byte[1 + LeafSource.LEAF_BYTES];
  private final byte[] children = new byte[1 + 2 * HASH];

  /** A hasher. */
  public MerkleHasher() {
    record[0] = LEAF_PREFIX;
    children[0] = NODE_PREFIX;
  }

  /** Writes the leaf hash of one record of {@link LeafSource#LEAF_BYTES} bytes. */
  public void record(byte[] data, int offset, byte[] out, int outOffset) {
    System.arraycopy(data, offset, record, 1, LeafSource.LEAF_BYTES);
    sha.update(record, 0, record.length);
    sha.finish(out, outOffset);
  }

  /** Writes the hash of a node whose children lie side by side, 64 bytes from {@code offset}. */
  public void node(byte[] pair, int offset, byte[] out, int outOffset) {
    System.arraycopy(pair, offset, children, 1, 2 * HASH);
    sha.update(children, 0, children.length);
    sha.finish(out, outOffset);
  }

  /** Writes the hash of a node; {@code out} may be one of the children. */
  public void node(
      byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] out, int outOffset) {
    System.arraycopy(left, leftOffset, children, 1, HASH);
    System.arraycopy(right, rightOffset, children, 1 + HASH, HASH);
    sha.update(children, 0, children.length);
    sha.finish(out, outOffset);
  }

  /** The hash of a leaf of any length as a value. */
  public Hash leaf(byte[] data, int offset, int length) {
    byte[] out = new byte[HASH];
    sha.update(LEAF_PREFIX);
    sha.update(data, offset, length);
    sha.finish(out, 0);
    return Hash.of(out, 0);
  }

  /** The hash of a node as a value. */
  public Hash node(Hash left, Hash right) {
    byte[] out = new byte[HASH];
    left.copyTo(children, 1);
    right.copyTo(children, 1 + HASH);
    sha.update(children, 0, children.length);
    sha.finish(out, 0);
    return Hash.of(out, 0);
  }
}
