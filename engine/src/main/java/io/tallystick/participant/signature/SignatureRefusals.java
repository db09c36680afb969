package io.tallystick.participant.signature;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** The ways in which a signed request is refused; codes are stable. */
final class SignatureRefusals {
  private static final long RETRY_AFTER_MS = 1_000;

  private SignatureRefusals() {}

  static TallystickException of(String code, String why) {
    return TallystickException.of(ErrorKind.UNAUTHENTICATED, code, why);
  }

  static TallystickException field(String code, String field, String value, String rule) {
    return TallystickException.field(
        ErrorKind.UNAUTHENTICATED, code, field, value, TallystickException.NO_ROW, rule);
  }

  static TallystickException missing() {
    return of(
        "signature_missing",
        "This server takes signed requests only: Signature and Signature-Input (RFC 9421).");
  }

  static TallystickException malformed(String field, String rule) {
    return field("signature_malformed", field, null, rule);
  }

  static TallystickException noncesFull() {
    return TallystickException.retry(
        ErrorKind.TOO_MANY,
        "nonces_full",
        "Too many nonces were used lately; slow down, or send more rows in each request.",
        RETRY_AFTER_MS);
  }
}
