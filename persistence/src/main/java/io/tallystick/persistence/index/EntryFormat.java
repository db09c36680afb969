package io.tallystick.persistence.index;

import io.tallystick.base.Checks;

/**
 * An id's 40-bit hash and its entry of 8 bytes. The hash's upper 12 bits name the partition, its
 * lower 28 bits are the fingerprint.
 *
 * <p>Entry: bits 36 … 63 fingerprint, bits 0 … 35 record number + 1; 0 is an empty place. Entries
 * of one partition ordered as unsigned numbers are ordered by hash.
 */
final class EntryFormat {
  static final int PARTITION_BITS = 12;
  static final int PARTITIONS = 1 << PARTITION_BITS;
  static final int FINGERPRINT_BITS = 28;
  static final int HASH_BITS = PARTITION_BITS + FINGERPRINT_BITS;
  static final int NUMBER_BITS = 36;

  /** Largest record number that an entry holds: 68,719,476,734. */
  static final long NUMBER_MAX = (1L << NUMBER_BITS) - 2;

  /** Stands for "no number". */
  static final long NONE = -1;

  /** Answer of a structure that was replaced during the search: search again. */
  static final long RETRY = -2;

  private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
  private static final long FINGERPRINT_MASK = (1L << FINGERPRINT_BITS) - 1;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private EntryFormat() {}

  /**
   * The 40-bit hash of an id. The seeds are random and secret, so that nobody can choose ids that
   * collide.
   */
  static long hash(long seed0, long seed1, int kind, long idHigh, long idLow) {
    long mixed = mix(idLow ^ seed0) + idHigh + (kind + 1) * GOLDEN;
    return mix(mixed ^ seed1) >>> (Long.SIZE - HASH_BITS);
  }

  /** A bijection of 64 bits that spreads every bit over all (Stafford's variant 13). */
  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }

  static int partition(long hash) {
    return (int) (hash >>> FINGERPRINT_BITS);
  }

  static long fingerprint(long hash) {
    return hash & FINGERPRINT_MASK;
  }

  static long hash(int partition, long entry) {
    return ((long) partition << FINGERPRINT_BITS) | fingerprintOf(entry);
  }

  static long entry(long hash, long number) {
    return (fingerprint(hash) << NUMBER_BITS) | (number + 1);
  }

  static long fingerprintOf(long entry) {
    return entry >>> NUMBER_BITS;
  }

  static long numberOf(long entry) {
    return (entry & NUMBER_MASK) - 1;
  }

  static void checkNumber(long number) {
    Checks.inRange(number, 0, NUMBER_MAX, "record number");
  }
}
