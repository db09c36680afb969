package io.tallystick.batch;

/** The flags that the leader sets in an entry and that the header repeats. */
public final class BatchFlags {
  /** The batch is the last one of its journal unit. */
  public static final int CLOSES_JOURNAL_UNIT = 1;

  static final int KNOWN = CLOSES_JOURNAL_UNIT;

  private BatchFlags() {}
}
