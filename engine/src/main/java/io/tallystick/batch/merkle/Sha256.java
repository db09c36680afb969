package io.tallystick.batch.merkle;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) over reused state and buffers. One instance serves one thread. */
public final class Sha256 {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  private final MessageDigest digest;

  /** A fresh, empty hash computation. */
  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "sha256_missing", "this Java runtime has no SHA-256", e);
    }
  }

  /** Adds one byte. */
  public void update(byte value) {
    digest.update(value);
  }

  /** Adds a range of bytes. */
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** Writes the hash of all that was added, 32 bytes, and starts anew. */
  public void finish(byte[] out, int offset) {
    try {
      digest.digest(out, offset, BYTES);
    } catch (DigestException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "invariant_broken", "no room for a hash of 32 bytes", e);
    }
  }

  /** Forgets what was added. */
  public void reset() {
    digest.reset();
  }

  /** The hash of one range of bytes, in a new value. */
  public static Hash of(byte[] bytes, int offset, int length) {
    Sha256 sha = new Sha256();
    sha.update(bytes, offset, length);
    byte[] out = new byte[BYTES];
    sha.finish(out, 0);
    return Hash.of(out, 0);
  }
}
