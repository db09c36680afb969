package io.tallystick.ledger.state;

import io.tallystick.base.Checks;

/**
 * Id → slot, where the slot's first two words are the id (low, high). Extendible hashing: a
 * directory of 2^depth entries, indexed by the hash's top bits, names buckets of one page each; a
 * bucket that fills up splits in two by the next bit of the hash. So the map grows one page at a
 * time, at the cost of moving some hundred entries, and never stalls.
 *
 * <p>A bucket: word 0 = its depth &lt;&lt; 16 | entries; words 1 … 511 are an open-addressing table
 * with linear probing. An entry: bits 63 … 28 the same bits of the hash, bits 27 … 0 slot + 1; zero
 * is free.
 */
public final class IdMap {
  /** Nothing has the id. */
  public static final int ABSENT = -1;

  /** Most ids that are found together. */
  static final int TOGETHER_MAX = 128;

  /** Largest slot number. */
  public static final int SLOT_MAX = (1 << 28) - 2;

  private static final int SLOT_BITS = 28;
  private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
  private static final long TAG_MASK = ~SLOT_MASK;
  private static final int PLACES = PagedLongs.PAGE_LONGS - 1;
  private static final int PLACE_BITS = 12;
  private static final int SPLIT_AT = 384;
  private static final int FULL = 500;
  private static final int DEPTH_AT_FIRST = 1;
  private static final int DEPTH_MAX = 24;
  private static final int DEPTH_SHIFT = 16;
  private static final int COUNT_MASK = (1 << DEPTH_SHIFT) - 1;

  private final PagedLongs directory;
  private final PagedLongs buckets;
  private final PagedLongs scalars;
  private final int depthScalar;
  private final PagedLongs slots;
  private final int slotShift;
  private final long[] moving = new long[PagedLongs.PAGE_LONGS];
  private final long[] hashes = new long[TOGETHER_MAX];
  private final long[] bases = new long[TOGETHER_MAX];

  /**
   * A map over slots of {@code 1 << slotShift} words.
   *
   * @param depthScalar which word of {@code scalars} keeps the directory's depth
   */
  IdMap(
      PagedLongs directory,
      PagedLongs buckets,
      PagedLongs scalars,
      int depthScalar,
      PagedLongs slots,
      int slotShift) {
    this.directory = directory;
    this.buckets = buckets;
    this.scalars = scalars;
    this.depthScalar = depthScalar;
    this.slots = slots;
    this.slotShift = slotShift;
  }

  /** Makes a map that was never used usable. */
  void begin() {
    scalars.set(depthScalar, DEPTH_AT_FIRST);
    directory.extend(1L << DEPTH_AT_FIRST);
    buckets.extend((long) PagedLongs.PAGE_LONGS << DEPTH_AT_FIRST);
    for (int i = 0; i < 1 << DEPTH_AT_FIRST; i++) {
      directory.set(i, i);
      buckets.set((long) i << PagedLongs.PAGE_SHIFT, header(DEPTH_AT_FIRST, 0));
    }
  }

  /** The slot of an id, or {@link #ABSENT}. */
  int find(long high, long low) {
    long hash = IdHash.of(high, low);
    long base = bucket(hash);
    long[] words = buckets.chunk(base);
    int page = PagedLongs.at(base);
    int place = place(hash);
    long entry = words[page + place];
    while (entry != 0) {
      if (((entry ^ hash) & TAG_MASK) == 0) {
        int slot = (int) (entry & SLOT_MASK) - 1;
        long at = (long) slot << slotShift;
        if (slots.get(at) == low && slots.get(at + 1) == high) {
          return slot;
        }
      }
      place = next(place);
      entry = words[page + place];
    }
    return ABSENT;
  }

  /**
   * Finds many ids at once, stage by stage, so that the memory that they need is fetched side by
   * side: with many accounts most of the time of a transfer is spent waiting for it.
   *
   * @param ids high half, low half, high half, …
   * @param count how many ids, at most {@link #TOGETHER_MAX}
   * @param found receives the slots, {@link #ABSENT} where there is none; see {@link #find}
   * @return a number without meaning, so that no load is optimized away
   */
  long findTogether(long[] ids, int count, int[] found) {
    for (int i = 0; i < count; i++) {
      hashes[i] = IdHash.of(ids[2 * i], ids[2 * i + 1]);
      bases[i] = bucket(hashes[i]);
    }
    for (int i = 0; i < count; i++) {
      long[] words = buckets.chunk(bases[i]);
      int page = PagedLongs.at(bases[i]);
      int place = place(hashes[i]);
      long entry = words[page + place];
      while (entry != 0 && ((entry ^ hashes[i]) & TAG_MASK) != 0) {
        place = next(place);
        entry = words[page + place];
      }
      // A free place is entry 0, which has the slot before the first: absent.
      found[i] = (int) (entry & SLOT_MASK) - 1;
    }
    long touched = 0;
    for (int i = 0; i < count; i++) {
      if (found[i] != ABSENT) {
        long at = (long) found[i] << slotShift;
        long different = (slots.get(at) ^ ids[2 * i + 1]) | (slots.get(at + 1) ^ ids[2 * i]);
        found[i] = different == 0 ? found[i] : ABSENT;
        touched += slots.get(at + (1L << (slotShift - 1)));
      }
    }
    for (int i = 0; i < count; i++) {
      if (found[i] == ABSENT) {
        found[i] = find(ids[2 * i], ids[2 * i + 1]);
      }
    }
    return touched;
  }

  /** Whether an id has room: false only if hundreds of ids share the hash's top 24 bits. */
  boolean hasRoom(long high, long low) {
    long header = buckets.get(bucket(IdHash.of(high, low)));
    return depth(header) < DEPTH_MAX || count(header) < FULL;
  }

  /** Adds an id that is absent and has room; the slot holds it already. */
  void put(long high, long low, int slot) {
    long hash = IdHash.of(high, low);
    long base = bucket(hash);
    long header = buckets.get(base);
    while (count(header) >= SPLIT_AT && depth(header) < DEPTH_MAX) {
      split(base, hash);
      base = bucket(hash);
      header = buckets.get(base);
    }
    Checks.that(count(header) < FULL, "a bucket of the id map has room");
    place(base, (hash & TAG_MASK) | (slot + 1));
    buckets.set(base, header(depth(header), count(header) + 1));
  }

  /** Takes out an id that is there. */
  void remove(long high, long low) {
    long hash = IdHash.of(high, low);
    int slot = find(high, low);
    Checks.that(slot != ABSENT, "what is removed from an id map is there");
    long base = bucket(hash);
    int hole = place(hash);
    while (buckets.get(base + hole) != ((hash & TAG_MASK) | (slot + 1))) {
      hole = next(hole);
    }
    closeHole(base, hole);
    long header = buckets.get(base);
    buckets.set(base, header(depth(header), count(header) - 1));
  }

  /** Moves later entries of the probe sequence up, so that no search ends too early. */
  private void closeHole(long base, int firstHole) {
    int hole = firstHole;
    int place = next(hole);
    long entry = buckets.get(base + place);
    while (entry != 0) {
      int home = place(entry);
      boolean stays = hole < place ? hole < home && home <= place : hole < home || home <= place;
      if (!stays) {
        buckets.set(base + hole, entry);
        hole = place;
      }
      place = next(place);
      entry = buckets.get(base + place);
    }
    buckets.set(base + hole, 0);
  }

  private void split(long base, long hash) {
    int depth = depth(buckets.get(base));
    if (depth == directoryDepth()) {
      doubleDirectory(depth);
    }
    long added = buckets.length();
    buckets.extend(added + PagedLongs.PAGE_LONGS);
    int newDepth = depth + 1;
    long bit = 1L << (Long.SIZE - newDepth);
    moveEntries(base, added, bit, newDepth);
    int below = directoryDepth() - newDepth;
    long first = (((hash >>> (Long.SIZE - depth)) << 1) | 1) << below;
    for (long i = first; i < first + (1L << below); i++) {
      directory.set(i, added >>> PagedLongs.PAGE_SHIFT);
    }
  }

  private void moveEntries(long base, long added, long bit, int newDepth) {
    int count = 0;
    for (int place = 1; place <= PLACES; place++) {
      long entry = buckets.get(base + place);
      if (entry != 0) {
        moving[count++] = entry;
        buckets.set(base + place, 0);
      }
    }
    int moved = 0;
    for (int i = 0; i < count; i++) {
      boolean upper = (moving[i] & bit) != 0;
      place(upper ? added : base, moving[i]);
      moved += upper ? 1 : 0;
    }
    buckets.set(base, header(newDepth, count - moved));
    buckets.set(added, header(newDepth, moved));
  }

  private void doubleDirectory(int depth) {
    long size = 1L << depth;
    directory.extend(size * 2);
    for (long i = size * 2 - 1; i > 0; i--) {
      directory.set(i, directory.get(i >>> 1));
    }
    scalars.set(depthScalar, depth + 1);
  }

  private void place(long base, long entry) {
    int place = place(entry);
    while (buckets.get(base + place) != 0) {
      place = next(place);
    }
    buckets.set(base + place, entry);
  }

  private int directoryDepth() {
    return (int) scalars.get(depthScalar);
  }

  private long bucket(long hash) {
    return directory.get(hash >>> (Long.SIZE - directoryDepth())) << PagedLongs.PAGE_SHIFT;
  }

  /** Where a search begins: bits 39 … 28 of a hash or entry, scaled to 1 … 511. */
  private static int place(long hash) {
    int bits = (int) (hash >>> SLOT_BITS) & ((1 << PLACE_BITS) - 1);
    return 1 + ((bits * PLACES) >>> PLACE_BITS);
  }

  private static int next(int place) {
    return place == PLACES ? 1 : place + 1;
  }

  private static long header(int depth, int count) {
    return ((long) depth << DEPTH_SHIFT) | count;
  }

  private static int depth(long header) {
    return (int) (header >>> DEPTH_SHIFT);
  }

  private static int count(long header) {
    return (int) header & COUNT_MASK;
  }
}
