package io.tallystick.ring.forward;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** What callers of forwarding may be told. */
final class ForwardErrors {
  private static final long SOON_MS = 1_000;

  private ForwardErrors() {}

  static TallystickException noLeader(long electionMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE, "no_leader", "no leader is known now", electionMs);
  }

  static TallystickException notLeader(long electionMs) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "not_leader",
        "the node that was taken for the leader does not lead; the body did not enter",
        electionMs);
  }

  static TallystickException full() {
    return TallystickException.retry(
        ErrorKind.TOO_MANY,
        "forward_queue_full",
        "too many bodies are on their way to the leader; slow down",
        SOON_MS);
  }

  static TallystickException deadlinePassed() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "deadline_passed",
        "the deadline passed before the body was sent to the leader",
        SOON_MS);
  }

  static TallystickException stopping() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE, "node_stopping", "the node is stopping", SOON_MS);
  }

  static TallystickException otherHistory() {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "forward_history_differs",
        "the node that was taken for the leader belongs to another history of the group;"
            + " the body did not enter",
        SOON_MS);
  }

  static TallystickException unreadable(String why) {
    return TallystickException.retry(
        ErrorKind.UNAVAILABLE,
        "forward_layout_unknown",
        "the leader's node does not understand this body (" + why + "); it did not enter",
        SOON_MS);
  }

  static TallystickException unknown(String why) {
    return TallystickException.of(
        ErrorKind.OUTCOME_UNKNOWN, "outcome_unknown", why + "; retrying the same ids is safe");
  }
}
