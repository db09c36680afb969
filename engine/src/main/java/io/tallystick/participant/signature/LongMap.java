package io.tallystick.participant.signature;

/** A map of 64-bit hashes to 64-bit values, in one array that doubles as it fills. */
final class LongMap {
  private static final int FIRST_PLACES = 64;

  /** Stands for an absent key; a key of this value is kept as another one. */
  private static final long FREE = 0;

  private long[] pairs = new long[2 * FIRST_PLACES];
  private int size;

  int size() {
    return size;
  }

  /** The value of a key, or {@code absent}. */
  long get(long key, long absent) {
    int at = place(pairs, kept(key));
    return pairs[at] == FREE ? absent : pairs[at + 1];
  }

  /** Adds a key that is absent. */
  void put(long key, long value) {
    if ((size + 1) * 3L > pairs.length) {
      grow();
    }
    int at = place(pairs, kept(key));
    pairs[at] = kept(key);
    pairs[at + 1] = value;
    size++;
  }

  private static long kept(long key) {
    return key == FREE ? -1 : key;
  }

  private static int place(long[] pairs, long key) {
    int mask = pairs.length - 2;
    int at = (int) (key ^ (key >>> 32)) << 1 & mask;
    while (pairs[at] != FREE && pairs[at] != key) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    long[] wider = new long[2 * pairs.length];
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] != FREE) {
        int at = place(wider, pairs[i]);
        wider[at] = pairs[i];
        wider[at + 1] = pairs[i + 1];
      }
    }
    pairs = wider;
  }
}
