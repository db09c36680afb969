package io.tallystick.batch.merkle;

/**
 * The two hashes of RFC 6962 section 2.1: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖
 * right). Allocates nothing; one instance serves one thread.
 */
public final class MerkleHasher {
  private static final byte LEAF_PREFIX = 0;
  private static final byte NODE_PREFIX = 1;

  private final Sha256 sha = new Sha256();

  /** Writes the hash of one leaf. */
  public void leaf(byte[] data, int offset, int length, byte[] out, int outOffset) {
    sha.update(LEAF_PREFIX);
    sha.update(data, offset, length);
    sha.finish(out, outOffset);
  }

  /** Writes the hash of a node whose children lie side by side, 64 bytes from {@code offset}. */
  public void node(byte[] children, int offset, byte[] out, int outOffset) {
    sha.update(NODE_PREFIX);
    sha.update(children, offset, 2 * Sha256.BYTES);
    sha.finish(out, outOffset);
  }

  /** Writes the hash of a node; {@code out} may be one of the children. */
  public void node(
      byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] out, int outOffset) {
    sha.update(NODE_PREFIX);
    sha.update(left, leftOffset, Sha256.BYTES);
    sha.update(right, rightOffset, Sha256.BYTES);
    sha.finish(out, outOffset);
  }

  /** The hash of one leaf as a value. */
  public Hash leaf(byte[] data, int offset, int length) {
    byte[] out = new byte[Sha256.BYTES];
    leaf(data, offset, length, out, 0);
    return Hash.of(out, 0);
  }

  /** The hash of a node as a value. */
  public Hash node(Hash left, Hash right) {
    byte[] children = new byte[2 * Sha256.BYTES];
    left.copyTo(children, 0);
    right.copyTo(children, Sha256.BYTES);
    node(children, 0, children, 0);
    return Hash.of(children, 0);
  }
}
