package io.tallystick.load.compare;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/** What ends a comparison. */
final class Required {
  /** Code of the failure that a peer holds something else than it answered. */
  static final String CHECK_FAILED = "check_failed";

  private Required() {}

  /** Ends it with UNAVAILABLE and the code unless something holds. */
  static void that(boolean holds, String code, String message) {
    if (!holds) {
      throw TallystickException.of(ErrorKind.UNAVAILABLE, code, message);
    }
  }

  /** Ends it with {@link #CHECK_FAILED} unless two sums of a peer are the same. */
  static void same(Peer peer, String what, String found, String expected) {
    if (!found.equals(expected)) {
      throw TallystickException.of(
          ErrorKind.DAMAGED,
          CHECK_FAILED,
          peer.title() + ": " + what + " is " + found + ", but should be " + expected);
    }
  }
}
