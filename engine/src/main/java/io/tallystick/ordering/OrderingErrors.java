package io.tallystick.ordering;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

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
