package io.tallystick.ledger.member;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.Id;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The id of a key: the first 128 bits (big-endian) of SHA-256 over {@code tallystick:key:}, the
 * number of its type in ASCII digits, {@code :} and its public key. As text it is 32 lower-case hex
 * digits.
 */
public final class KeyIds {
  private static final int TEXT_CHARS = 32;

  private KeyIds() {}

  /** The id of a public key. */
  public static Id of(int type, byte[] publicKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(("tallystick:key:" + type + ":").getBytes(StandardCharsets.US_ASCII));
      ByteBuffer hash = ByteBuffer.wrap(sha256.digest(publicKey));
      return new Id(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "sha256_missing", "this Java has no SHA-256", e);
    }
  }

  /** 32 lower-case hex digits. */
  public static String text(Id id) {
    return id.toHex().substring(2);
  }

  /** The id of a text; null if it is not 32 lower-case hex digits. */
  public static Id parse(String text) {
    if (text.length() != TEXT_CHARS
        || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      return null;
    }
    return new Id(
        Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
  }
}
