package io.tallystick.ordering;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ordering.raft.ReplicaId;

/** What callers of the ordering may be told. */
final class OrderingErrors {
  private OrderingErrors() {}

  static TallystickException notLeader(long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE, "not_leader", "this replica does not lead now", retryAfterMs);
  }

  static TallystickException busy(long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "ordering_busy",
        "as much as may be in flight waits for its fsync",
        retryAfterMs);
  }

  static TallystickException notReady(long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "ordering_not_ready",
        "the ordering log is being opened",
        retryAfterMs);
  }

  static TallystickException stopped() {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE, "ordering_stopped", "this replica has stopped");
  }

  static TallystickException changeLost() {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown",
        "this replica stopped leading before the change of members was settled");
  }

  static TallystickException notVoter(ReplicaId target) {
    return TallystickException.of(
        ErrorKind.UNPROCESSABLE, "not_a_voter", "replica " + target + " is no other voter");
  }

  static TallystickException transferFailed(ReplicaId target, long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "transfer_failed",
        "replica " + target + " did not take over leadership in time",
        retryAfterMs);
  }

  static TallystickException notSettled(long index, long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "entry_not_settled",
        "entry " + index + " is not settled here, or no longer held",
        retryAfterMs);
  }

  static TallystickException readNotConfirmed(long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "read_not_confirmed",
        "no leader confirmed in time what a read has to see",
        retryAfterMs);
  }

  static TallystickException readsBusy(long retryAfterMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "ordering_busy",
        "as many reads as may wait for a barrier do so",
        retryAfterMs);
  }

  static TallystickException leads() {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "ordering_leads",
        "this replica leads, so its log has everything that is settled");
  }

  static TallystickException consumerOpen() {
    return TallystickException.of(
        ErrorKind.UNAVAILABLE,
        "ordering_consumer_open",
        "the settled order is being read, or begun anew, already");
  }

  static TallystickException tooLarge(int length, int entryBytesMax) {
    return TallystickException.of(
        ErrorKind.TOO_LARGE,
        "entry_too_large",
        "an entry of " + length + " bytes; at most " + entryBytesMax + " are taken");
  }

  static TallystickException outcomeUnknown(Throwable cause) {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN,
        "outcome_unknown",
        "this replica failed while it took the entry",
        cause);
  }
}
