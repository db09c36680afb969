package io.tallystick.batch.verify;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.batch.merkle.Hash;

/**
 * A height and hash that the verifier holds from elsewhere. Text form {@code HEIGHT:HASH}.
 *
 * @param height from 1
 * @param hash the batch's hash
 */
public record ExpectedHead(long height, Hash hash) {
  /** Reads the text form; anything else is INVALID {@code expected_head_malformed}. */
  public static ExpectedHead parse(String text) {
    int colon = text.indexOf(':');
    try {
      long height = Long.parseLong(text, 0, Math.max(colon, 0), 10);
      if (height >= 1) {
        return new ExpectedHead(height, Hash.parse(text.substring(colon + 1)));
      }
    } catch (NumberFormatException | TallystickException e) {
      throw malformed(text, e);
    }
    throw malformed(text, null);
  }

  private static TallystickException malformed(String text, RuntimeException cause) {
    return TallystickException.of(
        ErrorKind.INVALID,
        "expected_head_malformed",
        "an expected head is HEIGHT:HASH, a height from 1 and 64 hex digits, not " + text,
        cause);
  }

  @Override
  public String toString() {
    return height + ":" + hash;
  }
}
