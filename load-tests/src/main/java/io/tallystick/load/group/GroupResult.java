package io.tallystick.load.group;

import io.tallystick.load.crash.Findings;
import java.util.List;
import java.util.Map;

/**
 * The figures of a fault campaign.
 *
 * @param answers HTTP statuses by number
 * @param rowsChecked answered rows that were held against the settled order
 * @param verified what {@code verify} of each node's folder said, by node
 */
record GroupResult(
    long seed,
    GroupOptions options,
    List<GroupRound> rounds,
    Findings findings,
    long bodies,
    long rows,
    long unknownOutcomes,
    Map<String, Long> answers,
    long rowsChecked,
    long records,
    long createdTransfers,
    Map<Integer, String> verified) {
  /** Whether nothing is wrong. */
  boolean clean() {
    return findings.count() == 0 && rounds.size() == options.rounds;
  }
}
