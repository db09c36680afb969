package io.tallystick.load.wire;

/**
 * The SplitMix64 generator: one addition and two multiplications a number, so that filling a
 * request costs next to nothing. Not for secrets. Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long next() {
    state += GAMMA;
    return mix(state);
  }

  /**
   * The next number of 0 … {@code bound} - 1, {@code bound} up to 2^31; its bias is below 2^-32 of
   * a part.
   */
  public long below(long bound) {
    return ((next() >>> 32) * bound) >>> 32;
  }

  /** A seed for the {@code index}th generator of a family, apart from all others. */
  public static long derive(long seed, long index) {
    return mix(mix(seed + GAMMA) ^ mix(index * GAMMA + 1));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
