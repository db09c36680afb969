package io.tallystick.ordering;

import io.tallystick.ordering.raft.RaftSettings;

/** Settings small enough that their bounds are met in a test. */
public final class RaftTestSettings {
  private RaftTestSettings() {}

  /** Bounds in proportion to the largest entry. */
  public static RaftSettings small(int entryBytesMax) {
    return new RaftSettings(
        100, 500, 1_000, entryBytesMax, entryBytesMax, 2L * entryBytesMax, 8, 64, 100);
  }
}
