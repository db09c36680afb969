package io.tallystick.batch.merkle;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Arrays;
import java.util.HexFormat;

/** One SHA-256 hash: 32 bytes that never change. Its text form is 64 lower-case hex digits. */
public final class Hash {
  /** Bytes of a hash. */
  public static final int BYTES = 32;

  /** 32 zero bytes: what the first batch of a chain names as the hash before it. */
  public static final Hash ZERO = new Hash(new byte[BYTES]);

  /** SHA-256 of nothing: the root of an empty log, the digest of an empty section. */
  public static final Hash OF_NOTHING =
      parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies 32 bytes. */
  public static Hash of(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
  }

  /** Reads 64 hex digits; anything else is refused as INVALID {@code hash_malformed}. */
  public static Hash parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw malformed(hex);
    }
    try {
      return new Hash(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw malformed(hex);
    }
  }

  private static TallystickException malformed(String hex) {
    return TallystickException.field(
        ErrorKind.INVALID,
        "hash_malformed",
        "hash",
        hex,
        TallystickException.NO_ROW,
        "a hash is 64 hex digits");
  }

  /** Writes the 32 bytes. */
  public void copyTo(byte[] out, int offset) {
    System.arraycopy(bytes, 0, out, offset, BYTES);
  }

  /** The 32 bytes, in a new array. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Whether the 32 bytes at {@code offset} are these. */
  public boolean matches(byte[] other, int offset) {
    return Arrays.equals(bytes, 0, BYTES, other, offset, offset + BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
