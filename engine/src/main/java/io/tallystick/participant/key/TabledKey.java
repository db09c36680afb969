package io.tallystick.participant.key;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.member.KeyType;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A public key with a table of its multiples: verifies Ed25519 signatures (RFC 8032, 5.1.7, pure)
 * with additions alone, by encoding [S]B - [k]A and comparing it with R. That is the equation
 * without cofactor, so that whatever it accepts, Bouncy Castle accepts as well. Immutable.
 *
 * <p>The field's arithmetic is Bouncy Castle's. Nothing here is secret, so that time may depend on
 * it; never sign with this.
 */
final class TabledKey {
  private static final int WINDOW_BITS = 4;
  private static final int BASE_WINDOW_BITS = 6;
  private static final int SCALAR_BYTES = 32;
  private static final int SCALAR_AT = EdwardsSum.ENCODED_BYTES;

  /** L, the order of the base point. */
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final byte[] ORDER_BYTES = littleEndian(ORDER);
  private static final PointMultiples BASE = new PointMultiples(base(), BASE_WINDOW_BITS);

  private final byte[] publicKey;
  private final PointMultiples opposite;

  /**
   * The table of a key.
   *
   * @param publicKey a key that {@link Ed25519Verifier#acceptable}
   */
  TabledKey(byte[] publicKey) {
    EdwardsSum point = EdwardsSum.decode(publicKey);
    Checks.that(point != null, "an acceptable key is a point");
    point.negate();
    this.publicKey = publicKey.clone();
    this.opposite = new PointMultiples(point, WINDOW_BITS);
  }

  /** Whether a signature of 64 bytes is the key's for a message. */
  boolean verifies(byte[] message, byte[] signature) {
    if (!isReduced(signature)) {
      return false;
    }
    EdwardsSum sum = new EdwardsSum();
    BASE.addTo(sum, signature, SCALAR_AT);
    opposite.addTo(sum, challenge(message, signature), 0);
    return Arrays.equals(
        sum.encode(), 0, EdwardsSum.ENCODED_BYTES, signature, 0, EdwardsSum.ENCODED_BYTES);
  }

  /** Whether S is below L: there is one S for a signature, not several. */
  private static boolean isReduced(byte[] signature) {
    for (int i = SCALAR_BYTES - 1; i >= 0; i--) {
      int difference = (signature[SCALAR_AT + i] & 0xFF) - (ORDER_BYTES[i] & 0xFF);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  /** k: SHA-512 over R, A and the message, modulo L. */
  private byte[] challenge(byte[] message, byte[] signature) {
    MessageDigest sha512 = sha512();
    sha512.update(signature, 0, EdwardsSum.ENCODED_BYTES);
    sha512.update(publicKey);
    sha512.update(message);
    return littleEndian(new BigInteger(1, reversed(sha512.digest())).mod(ORDER));
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "digest_missing", "this Java has no SHA-512", e);
    }
  }

  /** The base point: y is 4/5, x is even. */
  private static EdwardsSum base() {
    byte[] encoded = new byte[KeyType.ED25519.publicKeyBytes()];
    Arrays.fill(encoded, (byte) 0x66);
    encoded[0] = 0x58;
    return EdwardsSum.decode(encoded);
  }

  /** 32 bytes of a number below 2^256. */
  private static byte[] littleEndian(BigInteger value) {
    byte[] reversed = reversed(value.toByteArray());
    return Arrays.copyOf(reversed, SCALAR_BYTES);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  /** Bytes that the key's table takes. */
  int bytes() {
    return opposite.bytes();
  }
}
