package io.tallystick.ring.agreement;

import io.tallystick.batch.merkle.Hash;

/**
 * One other replica's chain beside this one's, as far as its reports tell. A report from above this
 * chain's end waits: of all such only the first and the newest are kept, so that a replica that is
 * always ahead is compared all the same.
 */
final class Comparison {
  private Report newest;
  private Report waiting;
  private long equalThrough;
  private Difference difference;

  /**
   * Takes a report.
   *
   * @param direct whether the replica itself sent it. What others pass on counts only if it says
   *     more than what is known: it may have been overtaken
   */
  void heard(Report report, boolean direct, OwnChain own) {
    if (!direct && newest != null && report.height() <= newest.height()) {
      return;
    }
    newest = report;
    if (report.height() <= own.height()) {
      compare(report, own);
    } else if (waiting == null) {
      waiting = report;
    }
  }

  /** Compares what waited for this chain to grow. */
  void catchUp(OwnChain own) {
    if (waiting == null || waiting.height() > own.height()) {
      return;
    }
    compare(waiting, own);
    waiting = null;
    if (newest.height() > own.height()) {
      waiting = newest;
    } else {
      compare(newest, own);
    }
  }

  /**
   * Compares at a height of the past. It changes nothing of where the replica is known to be.
   *
   * @param past what the replica itself says of its chain below its end
   */
  void compare(Report past, OwnChain own) {
    Hash mine = own.hashAt(past.height());
    if (mine == null) {
      return;
    }
    if (mine.equals(past.hash())) {
      if (difference != null && past.height() >= difference.height()) {
        // The replica was repaired: linked hashes cannot part and meet again.
        difference = null;
      }
      equalThrough = Math.max(equalThrough, past.height());
      return;
    }
    if (equalThrough >= past.height()) {
      // It was replaced: what it said of heights above belonged to another chain.
      equalThrough = 0;
    }
    if (difference == null || past.height() < difference.height()) {
      difference = new Difference(past.replica(), past.height(), past.hash(), mine);
    }
  }

  /** The replica's newest report. */
  Report newest() {
    return newest;
  }

  /** The greatest height up to which both are known to be equal; 0 if none is. */
  long equalThrough() {
    return equalThrough;
  }

  /** Where the replica is known to differ, or null. */
  Difference difference() {
    return difference;
  }
}
