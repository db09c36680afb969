package io.tallystick.participant.key;

import io.tallystick.base.Checks;

/**
 * Multiples of one point of edwards25519, laid out so that any multiple is a sum of few of them:
 * with windows of w bits, d * 2^(w*i) * P for each window i and each d from 1 to 2^(w-1). Digits of
 * a scalar are signed, which halves the table. Immutable.
 */
final class PointMultiples {
  /** Bits of the scalars that are multiplied with: they are below 2^253. */
  private static final int SCALAR_BITS = 253;

  private static final int SCALAR_BYTES = 32;
  private static final int WINDOW_BITS_MAX = 8;

  private final int windowBits;
  private final int windows;
  private final int digits;
  private final int[] points;

  /**
   * The multiples of a point.
   *
   * @param windowBits 2 … 8. The table takes 120 bytes for each of 2^(windowBits-1) digits of each
   *     of about 254/windowBits windows
   */
  PointMultiples(EdwardsSum point, int windowBits) {
    this.windowBits = (int) Checks.inRange(windowBits, 2, WINDOW_BITS_MAX, "bits of a window");
    // One bit more than scalars have, for what the signed digit below carries.
    this.windows = SCALAR_BITS / windowBits + 1;
    this.digits = 1 << (windowBits - 1);
    this.points = new int[windows * digits * EdwardsSum.PREPARED_INTS];
    EdwardsSum first = point.copy();
    for (int window = 0; window < windows; window++) {
      fill(window, first);
      for (int i = 0; i < windowBits; i++) {
        first.twice();
      }
    }
  }

  private void fill(int window, EdwardsSum first) {
    EdwardsSum sum = first.copy();
    sum.prepare(points, at(window, 1));
    for (int digit = 2; digit <= digits; digit++) {
      sum.add(points, at(window, 1), false);
      sum.prepare(points, at(window, digit));
    }
  }

  private int at(int window, int digit) {
    return (window * digits + digit - 1) * EdwardsSum.PREPARED_INTS;
  }

  /**
   * Adds a multiple of the point.
   *
   * @param scalar holds 32 bytes from {@code from}, little-endian, below 2^253
   */
  void addTo(EdwardsSum sum, byte[] scalar, int from) {
    int carry = 0;
    for (int window = 0; window < windows; window++) {
      int digit = bits(scalar, from, window * windowBits) + carry;
      carry = digit > digits ? 1 : 0;
      digit -= carry << windowBits;
      if (digit != 0) {
        sum.add(points, at(window, Math.abs(digit)), digit < 0);
      }
    }
    Checks.equal(carry, 0, "what is left of a scalar below 2^253");
  }

  private int bits(byte[] scalar, int from, int bit) {
    int at = bit >>> 3;
    int pair = at < SCALAR_BYTES ? scalar[from + at] & 0xFF : 0;
    if (at + 1 < SCALAR_BYTES) {
      pair |= (scalar[from + at + 1] & 0xFF) << 8;
    }
    return (pair >>> (bit & 7)) & ((1 << windowBits) - 1);
  }

  /** Bytes that the table takes. */
  int bytes() {
    return points.length * Integer.BYTES;
  }
}
