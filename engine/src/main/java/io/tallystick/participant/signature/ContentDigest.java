package io.tallystick.participant.signature;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Digests of bodies (RFC 9530): {@code sha-256} and {@code sha-512}. */
final class ContentDigest {
  static final String FIELD = "content-digest";
  static final String SHA_256 = "sha-256";

  private static final Map<String, String> ALGORITHMS =
      Map.of(SHA_256, "SHA-256", "sha-512", "SHA-512");

  private ContentDigest() {}

  /** The field's value for a body. */
  static String write(byte[] body, int length) {
    MessageDigest digest = digest("SHA-256");
    digest.update(body, 0, length);
    return SHA_256 + "=:" + Base64.getEncoder().encodeToString(digest.digest()) + ":";
  }

  /**
   * Whether the field's value is of this body: all digests of known algorithms are, and there is
   * one.
   */
  static boolean matches(String value, byte[] body) throws StructuredField.Malformed {
    boolean any = false;
    for (var member : StructuredField.dictionary(value).entrySet()) {
      String algorithm = ALGORITHMS.get(member.getKey());
      if (algorithm != null) {
        if (!(member.getValue().value() instanceof byte[] stated)
            || !MessageDigest.isEqual(stated, digest(algorithm).digest(body))) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL, "digest_missing", "this Java has no " + algorithm, e);
    }
  }
}
