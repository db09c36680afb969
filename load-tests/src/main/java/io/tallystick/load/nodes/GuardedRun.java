package io.tallystick.load.nodes;

import java.util.List;

/**
 * One kill of a node on which guarded accounts live.
 *
 * @param number from 1
 * @param node that was killed
 * @param led whether it led the order
 * @param lost accounts that lived on it
 * @param others accounts that did not
 */
record GuardedRun(int number, int node, boolean led, List<Outage> lost, List<Outage> others) {
  /**
   * What the kill did to an account.
   *
   * @param newSettledMs from the kill until the answer to a debit that fell due after it
   * @param longestMs the longest time without such an answer while it was watched
   */
  record Outage(long newSettledMs, long longestMs) {}
}
