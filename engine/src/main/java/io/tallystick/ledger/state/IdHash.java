package io.tallystick.ledger.state;

/** The 64-bit hash of a 128-bit id. Fixed for ever: map pages of checkpoints depend on it. */
public final class IdHash {
  private static final long FIRST = 0xff51afd7ed558ccdL;
  private static final long SECOND = 0xc4ceb9fe1a85ec53L;
  private static final long HIGH_OFFSET = 0x9e3779b97f4a7c15L;

  private IdHash() {}

  /** All bits of both halves reach all bits of the hash. */
  public static long of(long high, long low) {
    return mix(low ^ mix(high + HIGH_OFFSET));
  }

  /** The finalizer of MurmurHash3 (Austin Appleby, public domain): a bijection of 64 bits. */
  public static long mix(long x) {
    long h = x;
    h ^= h >>> 33;
    h *= FIRST;
    h ^= h >>> 33;
    h *= SECOND;
    h ^= h >>> 33;
    return h;
  }
}
