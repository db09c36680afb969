package io.tallystick.participant.key;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.Base64;
import java.util.HexFormat;

/** A public key as text: base64 of its 32 bytes in answers; hex is taken, too. */
public final class PublicKeyText {
  private static final int HEX_CHARS = 64;
  private static final String RULE =
      "an Ed25519 public key: its 32 bytes in base64, or 64 hex digits";

  private PublicKeyText() {}

  /** The key's bytes in base64. */
  public static String write(byte[] publicKey) {
    return Base64.getEncoder().encodeToString(publicKey);
  }

  /**
   * The bytes of a text.
   *
   * @param field names the place in a refusal
   * @throws TallystickException {@code public_key_malformed} (INVALID) if it is no key
   */
  public static byte[] parse(String text, String field) {
    byte[] key;
    try {
      key =
          text.length() == HEX_CHARS
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed(text, field);
    }
    if (!Ed25519Verifier.acceptable(key)) {
      throw malformed(text, field);
    }
    return key;
  }

  private static TallystickException malformed(String text, String field) {
    return TallystickException.field(
        ErrorKind.INVALID, "public_key_malformed", field, text, TallystickException.NO_ROW, RULE);
  }
}
