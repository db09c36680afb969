package io.tallystick.ordering.log;

import java.io.IOException;

/** Tells a group whose fsync never returned from one that was durable and is damaged. */
final class TornEnd {
  private TornEnd() {}

  /** Whether an entry of the last group, as far as it can be made out, was settled. */
  static boolean isSettled(
      GroupScan scan,
      long groupStart,
      GroupHeader group,
      long nextIndex,
      long termMin,
      SettledElsewhere settled)
      throws IOException {
    return GroupWalk.of(scan, groupStart, group.bodyBytes(), group, nextIndex, termMin)
        .entries()
        .stream()
        .anyMatch(settled::knows);
  }
}
