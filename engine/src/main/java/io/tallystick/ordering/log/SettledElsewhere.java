package io.tallystick.ordering.log;

/**
 * Knows entries that were settled from another source than the log: a group that holds one of them
 * was durable, so that it is never taken for the torn end of a crash.
 */
@FunctionalInterface
public interface SettledElsewhere {
  /** Nothing is known besides the log. */
  SettledElsewhere NOTHING = entry -> false;

  /** Whether the entry, which may be damaged, is one that was settled. */
  boolean knows(EntryAsFound entry);
}
