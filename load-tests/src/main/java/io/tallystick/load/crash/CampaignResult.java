package io.tallystick.load.crash;

import java.util.List;

/**
 * The figures of a campaign.
 *
 * @param rowsChecked answered rows that were held against the settled order
 * @param firstStartMs the first start, on an empty folder
 * @param cleanRestartMs the last start, after a clean stop
 * @param verifyOutput what {@code verify} printed
 */
record CampaignResult(
    long seed,
    CampaignOptions options,
    List<Round> rounds,
    Counts counts,
    Findings findings,
    ReplayCheck replay,
    long rowsChecked,
    long firstStartMs,
    long cleanRestartMs,
    String verifyOutput) {
  /** Whether nothing is wrong. */
  boolean clean() {
    return findings.count() == 0 && rounds.size() == options.rounds;
  }
}
