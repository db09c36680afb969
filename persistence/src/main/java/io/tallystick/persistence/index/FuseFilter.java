package io.tallystick.persistence.index;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;

/**
 * Builds a binary fuse filter with three places a key and one byte a place (Graf and Lemire,
 * "Binary Fuse Filters: Fast and Smaller Than Xor Filters", 2022): about 9 bits a key, 1 of 256
 * strangers passes.
 *
 * @param seed seed under which the keys could be placed
 * @param segmentLength places of a segment, a power of two
 * @param segmentsLength places in which a key's first place may lie
 * @param places the fingerprints
 */
record FuseFilter(long seed, int segmentLength, int segmentsLength, byte[] places) {
  private static final int SEGMENT_LENGTH_MAX = 1 << 18;
  private static final int TRIES_MAX = 200;

  static long hash(long key, long seed) {
    return EntryFormat.mix(key + seed);
  }

  static int place0(long hash, int segmentsLength) {
    return (int) (Math.multiplyHigh(hash >>> 1, (long) segmentsLength << 1));
  }

  static int place1(long hash, int place0, int segmentLength) {
    return (place0 + segmentLength) ^ ((int) (hash >>> 18) & (segmentLength - 1));
  }

  static int place2(long hash, int place0, int segmentLength) {
    return (place0 + 2 * segmentLength) ^ ((int) hash & (segmentLength - 1));
  }

  static byte fingerprint(long hash) {
    return (byte) (hash ^ (hash >>> 32));
  }

  /** Whether the key may be one of those the filter was built from. */
  boolean mayContain(long key) {
    long hash = hash(key, seed);
    int p0 = place0(hash, segmentsLength);
    int together =
        places[p0]
            ^ places[place1(hash, p0, segmentLength)]
            ^ places[place2(hash, p0, segmentLength)];
    return (byte) together == fingerprint(hash);
  }

  /** Builds a filter of the first {@code count} keys, all different; at least one. */
  static FuseFilter of(long[] keys, int count) {
    int segmentLength = segmentLength(count);
    int segments = segments(count, segmentLength);
    long seed = 0;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      // Seeds follow from the keys' count alone, so that equal runs have equal bytes.
      seed = EntryFormat.mix(seed + count + 1);
      byte[] places = tryToPlace(keys, count, seed, segmentLength, segments);
      if (places != null) {
        return new FuseFilter(seed, segmentLength, segments * segmentLength, places);
      }
    }
    throw TallystickException.of(
        ErrorKind.INTERNAL, "filter_not_built", "No filter for " + count + " keys: not distinct?");
  }

  private static int segmentLength(int count) {
    if (count < 2) {
      return 4;
    }
    int log2 = (int) Math.floor(Math.log(count) / Math.log(3.33) + 2.25);
    return Math.min(SEGMENT_LENGTH_MAX, 1 << log2);
  }

  private static int segments(int count, int segmentLength) {
    double factor =
        count < 2 ? 2 : Math.max(1.125, 0.875 + 0.25 * Math.log(1_000_000) / Math.log(count));
    int capacity = (int) Math.round(count * factor);
    return Math.max(1, (capacity + segmentLength - 1) / segmentLength - 2);
  }

  private static byte[] tryToPlace(
      long[] keys, int count, long seed, int segmentLength, int segments) {
    int length = (segments + 2) * segmentLength;
    int segmentsLength = segments * segmentLength;
    // Per place: how many keys stand there (times 4, which of their places it is in the low bits).
    byte[] users = new byte[length];
    long[] hashes = new long[length];
    boolean overflow = false;
    for (int i = 0; i < count; i++) {
      long hash = hash(keys[i], seed);
      for (int which = 0; which < 3; which++) {
        int place = place(hash, which, segmentLength, segmentsLength);
        users[place] = (byte) ((users[place] + 4) ^ which);
        hashes[place] ^= hash;
        overflow |= users[place] < 0;
      }
    }
    return overflow ? null : peel(count, segmentLength, segmentsLength, users, hashes);
  }

  private static int place(long hash, int which, int segmentLength, int segmentsLength) {
    int p0 = place0(hash, segmentsLength);
    return switch (which) {
      case 0 -> p0;
      case 1 -> place1(hash, p0, segmentLength);
      default -> place2(hash, p0, segmentLength);
    };
  }

  private static byte[] peel(
      int count, int segmentLength, int segmentsLength, byte[] users, long[] hashes) {
    int length = users.length;
    int[] alone = new int[length];
    int waiting = 0;
    for (int place = 0; place < length; place++) {
      if (users[place] >> 2 == 1) {
        alone[waiting++] = place;
      }
    }
    long[] order = new long[count];
    byte[] orderWhich = new byte[count];
    int peeled = 0;
    while (waiting > 0) {
      int place = alone[--waiting];
      if (users[place] >> 2 != 1) {
        continue;
      }
      long hash = hashes[place];
      int own = users[place] & 3;
      order[peeled] = hash;
      orderWhich[peeled++] = (byte) own;
      for (int step = 0; step < 3; step++) {
        int other = place(hash, step, segmentLength, segmentsLength);
        users[other] = (byte) ((users[other] - 4) ^ step);
        hashes[other] ^= hash;
        if (step != own && users[other] >> 2 == 1) {
          alone[waiting++] = other;
        }
      }
    }
    return peeled < count
        ? null
        : assign(order, orderWhich, segmentLength, segmentsLength, new byte[length]);
  }

  private static byte[] assign(
      long[] order, byte[] which, int segmentLength, int segmentsLength, byte[] places) {
    for (int i = order.length - 1; i >= 0; i--) {
      long hash = order[i];
      int value = fingerprint(hash);
      for (int step = 0; step < 3; step++) {
        if (step != which[i]) {
          value ^= places[place(hash, step, segmentLength, segmentsLength)];
        }
      }
      places[place(hash, which[i], segmentLength, segmentsLength)] = (byte) value;
    }
    return places;
  }
}
