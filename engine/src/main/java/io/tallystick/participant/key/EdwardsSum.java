package io.tallystick.participant.key;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 to which others are added: extended twisted Edwards coordinates (Hisil,
 * Wong, Carter, Dawson 2008), whose formulas hold for all pairs of points. {@code x = X/Z}, {@code
 * y = Y/Z}, and {@code xy = U*V/Z}. It works on public values alone: its time depends on them.
 */
final class EdwardsSum {
  /** Bytes of an encoded point. */
  static final int ENCODED_BYTES = 32;

  /** Field elements of a point that is prepared for addition. */
  static final int PREPARED_ELEMENTS = 3;

  /** Ints of a point that is prepared for addition. */
  static final int PREPARED_INTS = PREPARED_ELEMENTS * X25519Field.SIZE;

  private static final int SIGN_BIT = 0x80;

  /** d of the curve's equation, -121665/121666. */
  private static final int[] D = d();

  /** 4d. */
  private static final int[] D4 = d4();

  private final int[] x = X25519Field.create();
  private final int[] y = X25519Field.create();
  private final int[] z = X25519Field.create();
  private final int[] u = X25519Field.create();
  private final int[] v = X25519Field.create();
  private final int[] a = X25519Field.create();
  private final int[] b = X25519Field.create();
  private final int[] c = X25519Field.create();
  private final int[] f = X25519Field.create();
  private final int[] g = X25519Field.create();

  /** The neutral point. */
  EdwardsSum() {
    X25519Field.one(y);
    X25519Field.one(z);
    X25519Field.one(v);
  }

  /**
   * The point that 32 bytes encode (RFC 8032, 5.1.3).
   *
   * @return null if they encode none
   */
  static EdwardsSum decode(byte[] encoded) {
    byte[] bytes = encoded.clone();
    int sign = (bytes[ENCODED_BYTES - 1] & SIGN_BIT) >>> 7;
    bytes[ENCODED_BYTES - 1] &= (byte) ~SIGN_BIT;
    EdwardsSum point = new EdwardsSum();
    X25519Field.decode255(bytes, point.y);
    // x^2 = (y^2 - 1) / (d y^2 + 1)
    X25519Field.sqr(point.y, point.a);
    X25519Field.mul(point.a, D, point.b);
    X25519Field.subOne(point.a);
    X25519Field.addOne(point.b);
    if (!X25519Field.sqrtRatioVar(point.a, point.b, point.x)) {
      return null;
    }
    X25519Field.normalize(point.x);
    if (sign == 1 && X25519Field.isZeroVar(point.x)) {
      return null;
    }
    if ((point.x[0] & 1) != sign) {
      point.negate();
    }
    X25519Field.copy(point.x, 0, point.u, 0);
    X25519Field.copy(point.y, 0, point.v, 0);
    return point;
  }

  /** The same point by itself. */
  EdwardsSum copy() {
    EdwardsSum same = new EdwardsSum();
    X25519Field.copy(x, 0, same.x, 0);
    X25519Field.copy(y, 0, same.y, 0);
    X25519Field.copy(z, 0, same.z, 0);
    X25519Field.copy(u, 0, same.u, 0);
    X25519Field.copy(v, 0, same.v, 0);
    return same;
  }

  /** Becomes its opposite. */
  void negate() {
    X25519Field.negate(x, x);
    X25519Field.carry(x);
    X25519Field.negate(u, u);
    X25519Field.carry(u);
  }

  /** Becomes its double. */
  void twice() {
    X25519Field.sqr(x, a);
    X25519Field.sqr(y, b);
    X25519Field.sqr(z, c);
    X25519Field.add(c, c, c);
    X25519Field.add(x, y, u);
    X25519Field.sqr(u, u);
    X25519Field.apm(a, b, v, g);
    X25519Field.sub(v, u, u);
    X25519Field.add(c, g, f);
    X25519Field.carry(f);
    product();
  }

  /**
   * Adds a prepared point, or its opposite.
   *
   * @param at where the point's {@link #PREPARED_INTS} begin
   */
  void add(int[] prepared, int at, boolean negated) {
    // The opposite of a point has the first two of its elements exchanged and the third negated.
    X25519Field.copy(prepared, negated ? at + X25519Field.SIZE : at, f, 0);
    X25519Field.copy(prepared, negated ? at : at + X25519Field.SIZE, g, 0);
    X25519Field.copy(prepared, at + 2 * X25519Field.SIZE, c, 0);
    X25519Field.apm(y, x, b, a);
    X25519Field.mul(b, f, b);
    X25519Field.mul(a, g, a);
    X25519Field.mul(u, c, c);
    X25519Field.mul(c, v, c);
    X25519Field.apm(b, a, v, u);
    X25519Field.apm(z, c, negated ? f : g, negated ? g : f);
    X25519Field.carry(negated ? f : g);
    product();
  }

  private void product() {
    X25519Field.mul(u, f, x);
    X25519Field.mul(g, v, y);
    X25519Field.mul(f, g, z);
  }

  /** Writes (y+x)/2, (y-x)/2 and xyd, as {@link #add} wants a point. */
  void prepare(int[] prepared, int at) {
    // With half of each coordinate: (y/2)+(x/2), (y/2)-(x/2), (x/2)(y/2)4d.
    X25519Field.add(z, z, a);
    X25519Field.invVar(a, c);
    X25519Field.mul(x, c, a);
    X25519Field.mul(y, c, b);
    X25519Field.mul(a, b, c);
    X25519Field.mul(c, D4, c);
    X25519Field.apm(b, a, f, g);
    X25519Field.normalize(f);
    X25519Field.normalize(g);
    X25519Field.normalize(c);
    X25519Field.copy(f, 0, prepared, at);
    X25519Field.copy(g, 0, prepared, at + X25519Field.SIZE);
    X25519Field.copy(c, 0, prepared, at + 2 * X25519Field.SIZE);
  }

  /** The 32 bytes of the point (RFC 8032, 5.1.2); there is one encoding of each. */
  byte[] encode() {
    X25519Field.invVar(z, c);
    X25519Field.mul(x, c, a);
    X25519Field.mul(y, c, b);
    X25519Field.normalize(a);
    X25519Field.normalize(b);
    byte[] encoded = new byte[ENCODED_BYTES];
    X25519Field.encode(b, encoded);
    encoded[ENCODED_BYTES - 1] |= (byte) ((a[0] & 1) << 7);
    return encoded;
  }

  private static int[] d() {
    int[] one = X25519Field.create();
    X25519Field.one(one);
    int[] below = X25519Field.create();
    X25519Field.mul(one, 121_666, below);
    X25519Field.invVar(below, below);
    int[] d = X25519Field.create();
    X25519Field.mul(below, 121_665, d);
    X25519Field.negate(d, d);
    X25519Field.normalize(d);
    return d;
  }

  private static int[] d4() {
    int[] d4 = X25519Field.create();
    X25519Field.mul(D, 4, d4);
    X25519Field.normalize(d4);
    return d4;
  }
}
