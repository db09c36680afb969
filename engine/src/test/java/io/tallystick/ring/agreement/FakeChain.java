package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;

/**
 * A chain that parts from the common one at a height. Hashes say branch and height, so that equal
 * ones belong to equal chains.
 */
final class FakeChain implements OwnChain {
  static final long NEVER = Long.MAX_VALUE;

  private volatile long height;
  private volatile long partsAt = NEVER;
  private volatile int branch;

  FakeChain(long height) {
    this.height = height;
  }

  /** From {@code partsAt} on the chain is another one. */
  FakeChain(long height, long partsAt, int branch) {
    this.height = height;
    this.partsAt = partsAt;
    this.branch = branch;
  }

  void growTo(long newHeight) {
    height = newHeight;
  }

  void partAt(long newPartsAt, int newBranch) {
    branch = newBranch;
    partsAt = newPartsAt;
  }

  @Override
  public long height() {
    return height;
  }

  @Override
  public Hash hashAt(long at) {
    return at < 1 || at > height ? null : hash(at >= partsAt ? branch : 0, at);
  }

  static Hash hash(int branch, long height) {
    byte[] bytes = new byte[Hash.BYTES];
    bytes[0] = (byte) branch;
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[Hash.BYTES - 1 - i] = (byte) (height >>> (8 * i));
    }
    return Hash.of(bytes, 0);
  }
}
