package io.tallystick.participant.signature;

import io.tallystick.base.Checks;

/**
 * What is accepted of signatures.
 *
 * @param ageMaxSeconds how old {@code created} may be
 * @param aheadMaxSeconds how far {@code created} may be ahead of this node's clock
 * @param noncesMax most nonces that are remembered, of all keys together
 * @param noncesPerKeyMax most nonces that are remembered of one key
 */
public record SignatureSettings(
    long ageMaxSeconds, long aheadMaxSeconds, int noncesMax, int noncesPerKeyMax) {
  public SignatureSettings {
    Checks.inRange(ageMaxSeconds, 1, 3_600, "age of signatures");
    Checks.inRange(aheadMaxSeconds, 0, 3_600, "signatures' being ahead");
    Checks.inRange(noncesMax, 1, 1 << 26, "nonces of all keys");
    Checks.inRange(noncesPerKeyMax, 1, noncesMax, "nonces of a key");
  }

  /** A minute, ten seconds ahead, two million nonces, half of them of one key. */
  public static SignatureSettings defaults() {
    return new SignatureSettings(60, 10, 2_000_000, 1_000_000);
  }
}
