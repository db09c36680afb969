package io.tallystick.ring;

/** Numbers of the extra families that a batch store of ours keeps. */
public final class SegmentFamilies {
  /** Roots of full Merkle subtrees. */
  public static final int ROOTS = 0;

  /** Balance entries of accounts that keep history. */
  public static final int BALANCE_ENTRIES = 1;

  private SegmentFamilies() {}
}
