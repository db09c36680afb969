package io.tallystick.simulation.check;

import java.util.Arrays;

/** A body by its bytes: every copy of it is the same. */
final class BodyKey {
  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int hash;

  BodyKey(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    int sum = 1;
    for (int i = from; i < to; i++) {
      sum = 31 * sum + bytes[i];
    }
    this.hash = sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BodyKey key
        && hash == key.hash
        && Arrays.equals(bytes, from, to, key.bytes, key.from, key.to);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
