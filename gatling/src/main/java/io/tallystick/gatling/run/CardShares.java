package io.tallystick.gatling.run;

import io.tallystick.gatling.settings.Settings;

/**
 * What becomes of a hundred authorisations.
 *
 * @param completed for what was held
 * @param completedInPart for less
 * @param reversed released by the merchant
 * @param expired neither: the hold ends by itself
 */
public record CardShares(
    double completed, double completedInPart, double reversed, double expired) {
  private static final double COMPLETED_IN_PART = 8;
  private static final double REVERSED = 4;
  private static final double EXPIRED = 1;
  private static final double ALL = 100;

  /** Reads the smaller shares; the rest is completed. */
  public static CardShares read(Settings settings) {
    double part = settings.decimal("partPercent", COMPLETED_IN_PART, 0, ALL);
    double reversed = settings.decimal("reversedPercent", REVERSED, 0, ALL - part);
    double expired = settings.decimal("expiredPercent", EXPIRED, 0, ALL - part - reversed);
    return new CardShares(ALL - part - reversed - expired, part, reversed, expired);
  }
}
