package io.tallystick.batch.merkle;

import io.tallystick.base.Checks;
import java.util.Arrays;

/** Subtree roots on the heap: for verification without files and for tests. 64 bytes a block. */
public final class MemorySubtreeStore implements SubtreeStore {
  private byte[] hashes = new byte[64 * Sha256.BYTES];
  private int count;

  @Override
  public void append(byte[] hash, int offset) {
    if ((count + 1) * Sha256.BYTES > hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
    }
    System.arraycopy(hash, offset, hashes, count * Sha256.BYTES, Sha256.BYTES);
    count++;
  }

  @Override
  public void read(long position, byte[] into, int offset) {
    int at = (int) Checks.inRange(position, 0, count - 1L, "subtree position");
    System.arraycopy(hashes, at * Sha256.BYTES, into, offset, Sha256.BYTES);
  }

  @Override
  public long count() {
    return count;
  }
}
