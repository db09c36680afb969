package io.tallystick.persistence.index;

import static io.tallystick.persistence.index.EntryFormat.NONE;
import static io.tallystick.persistence.index.EntryFormat.PARTITIONS;
import static io.tallystick.persistence.index.EntryFormat.RETRY;
import static io.tallystick.persistence.index.OffHeapBlocks.LONGS;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The newest entries: 4,096 partitions with open addressing, each doubling on its own.
 *
 * <p>An entry's first place is its fingerprint scaled to the partition's size, so that entries lie
 * nearly in hash order: doubling and sealing stream through memory. Partitions double at fill
 * levels spread over a factor of two; hence random ids never make many double at once. (With one
 * level for all, every partition of a growing table doubles within a few batches: that is the 5-60
 * ms stall seen in trials.)
 *
 * <p>Memory order: one thread inserts, any number read. An entry is stored with release and loaded
 * with acquire; a partition's descriptor likewise, after its new region is filled. A reader that
 * found nothing, or is about to trust a hit, checks that the descriptor is still the one it began
 * with; if not, the region may have been given to someone else and it starts again. An insert that
 * happened before a lookup is always found; one that runs at the same time may be missed.
 */
final class MutableTable {
  private static final int FIRST_CAPACITY_LOG2 = 5;
  private static final int GENERATIONS = 13;
  private static final double FILL_MIN = 0.42;
  private static final long RETIRED = -1;

  private final OffHeapBlocks blocks;
  private final long firstNumber;

  /** Generation in the upper half, block in the lower. */
  private final AtomicLongArray descriptors = new AtomicLongArray(PARTITIONS);

  private final int[] counts = new int[PARTITIONS];
  private final int[] limits = new int[PARTITIONS];
  private final int[][] groupBlock = new int[GENERATIONS][];
  private final int[][] groupUsers = new int[GENERATIONS][];

  // Written by the inserting thread; others read them for status, or after the table was rotated.
  private int entries;
  private int doublings;
  private long lastNumber;

  /**
   * @param firstNumber first record number whose ids go into this table
   */
  MutableTable(OffHeapBlocks blocks, long firstNumber) {
    this.blocks = blocks;
    this.firstNumber = firstNumber;
    this.lastNumber = firstNumber - 1;
    for (int generation = 0; generation < GENERATIONS; generation++) {
      int groups = Math.max(1, PARTITIONS / partitionsPerBlock(generation));
      groupBlock[generation] = new int[groups];
      groupUsers[generation] = new int[groups];
      Arrays.fill(groupBlock[generation], -1);
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long descriptor = enter(partition, 0);
      limits[partition] = limit(partition, 0);
      descriptors.setPlain(partition, descriptor);
    }
    VarHandle.releaseFence();
  }

  private static int capacityLog2(int generation) {
    return FIRST_CAPACITY_LOG2 + generation;
  }

  private static int partitionsPerBlock(int generation) {
    return Math.min(PARTITIONS, OffHeapBlocks.BLOCK_LONGS >>> capacityLog2(generation));
  }

  private static int limit(int partition, int generation) {
    double fill = FILL_MIN * Math.pow(2, (double) partition / PARTITIONS);
    return (int) (fill * (1 << capacityLog2(generation)));
  }

  private static int generationOf(long descriptor) {
    return (int) (descriptor >>> 32);
  }

  private static int baseOf(int partition, int generation) {
    int within = partition & (partitionsPerBlock(generation) - 1);
    return within << (capacityLog2(generation) + 3);
  }

  /** Gives the partition a zeroed region of the generation; returns its descriptor. */
  private long enter(int partition, int generation) {
    int group = partition / partitionsPerBlock(generation);
    if (groupUsers[generation][group]++ == 0) {
      groupBlock[generation][group] = blocks.acquire();
    }
    int id = groupBlock[generation][group];
    ByteBuffer block = blocks.block(id);
    int base = baseOf(partition, generation);
    int end = base + (8 << capacityLog2(generation));
    for (int at = base; at < end; at += 8) {
      LONGS.set(block, at, 0L);
    }
    return ((long) generation << 32) | id;
  }

  private void leave(int partition, int generation) {
    int group = partition / partitionsPerBlock(generation);
    if (--groupUsers[generation][group] == 0) {
      blocks.release(groupBlock[generation][group]);
      groupBlock[generation][group] = -1;
    }
  }

  /** Adds an entry unless the same one is there. The inserting thread only. */
  void insert(long hash, long number) {
    int partition = EntryFormat.partition(hash);
    if (counts[partition] >= limits[partition]) {
      doubleSize(partition);
    }
    long descriptor = descriptors.getPlain(partition);
    int generation = generationOf(descriptor);
    ByteBuffer block = blocks.block((int) descriptor);
    if (put(block, partition, generation, EntryFormat.entry(hash, number))) {
      counts[partition]++;
      entries++;
    }
    if (number > lastNumber) {
      lastNumber = number;
    }
  }

  private static boolean put(ByteBuffer block, int partition, int generation, long entry) {
    int log2 = capacityLog2(generation);
    int mask = (1 << log2) - 1;
    int base = baseOf(partition, generation);
    int place = (int) (EntryFormat.fingerprintOf(entry) >>> (EntryFormat.FINGERPRINT_BITS - log2));
    while (true) {
      int at = base + (place << 3);
      long present = (long) LONGS.get(block, at);
      if (present == 0) {
        LONGS.setRelease(block, at, entry);
        return true;
      }
      if (present == entry) {
        return false;
      }
      place = (place + 1) & mask;
    }
  }

  private void doubleSize(int partition) {
    doublings++;
    long old = descriptors.getPlain(partition);
    int oldGeneration = generationOf(old);
    ByteBuffer from = blocks.block((int) old);
    long fresh = enter(partition, oldGeneration + 1);
    ByteBuffer to = blocks.block((int) fresh);
    int base = baseOf(partition, oldGeneration);
    int end = base + (8 << capacityLog2(oldGeneration));
    for (int at = base; at < end; at += 8) {
      long entry = (long) LONGS.get(from, at);
      if (entry != 0) {
        put(to, partition, oldGeneration + 1, entry);
      }
    }
    descriptors.setRelease(partition, fresh);
    // Whoever gets the old region must not be seen to write it before the new descriptor is seen.
    VarHandle.fullFence();
    limits[partition] = limit(partition, oldGeneration + 1);
    leave(partition, oldGeneration);
  }

  /**
   * The number of a confirmed entry below {@code below}, {@link EntryFormat#NONE}, or {@link
   * EntryFormat#RETRY} if the table was retired meanwhile.
   */
  long find(long hash, long below, int kind, long idHigh, long idLow, Confirm confirm) {
    int partition = EntryFormat.partition(hash);
    long fingerprint = EntryFormat.fingerprint(hash);
    while (true) {
      long descriptor = descriptors.getAcquire(partition);
      if (descriptor == RETIRED) {
        return RETRY;
      }
      int generation = generationOf(descriptor);
      ByteBuffer block = blocks.block((int) descriptor);
      int log2 = capacityLog2(generation);
      int mask = (1 << log2) - 1;
      int base = baseOf(partition, generation);
      int place = (int) (fingerprint >>> (EntryFormat.FINGERPRINT_BITS - log2));
      boolean replaced = false;
      for (int steps = 0; steps <= mask; steps++) {
        long entry = (long) LONGS.getAcquire(block, base + (place << 3));
        if (entry == 0) {
          break;
        }
        if (EntryFormat.fingerprintOf(entry) == fingerprint) {
          if (isReplaced(partition, descriptor)) {
            replaced = true;
            break;
          }
          long number = EntryFormat.numberOf(entry);
          if (number < below && confirm.matches(kind, number, idHigh, idLow)) {
            return number;
          }
        }
        place = (place + 1) & mask;
      }
      if (!replaced && !isReplaced(partition, descriptor)) {
        return NONE;
      }
    }
  }

  private boolean isReplaced(int partition, long descriptor) {
    VarHandle.acquireFence();
    return descriptors.getAcquire(partition) != descriptor;
  }

  /** Loads the memory that searches and inserts of these hashes begin with. */
  void touch(long[] hashes, int from, int count, Gather gather) {
    gather.clear();
    for (int i = from; i < from + count; i++) {
      long hash = hashes[i];
      int partition = EntryFormat.partition(hash);
      long descriptor = descriptors.getAcquire(partition);
      if (descriptor != RETIRED) {
        int generation = generationOf(descriptor);
        int log2 = capacityLog2(generation);
        int place = (int) (EntryFormat.fingerprint(hash) >>> (EntryFormat.FINGERPRINT_BITS - log2));
        gather.add((int) descriptor, baseOf(partition, generation) + (place << 3));
      }
    }
    gather.load(blocks.all());
  }

  /**
   * Which of these hashes are certainly not in the table, one bit each: first the memory where
   * their searches begin is loaded, side by side, then each is searched.
   */
  long unknown(long[] hashes, int from, int count, Gather gather) {
    touch(hashes, from, count, gather);
    long unknown = 0;
    for (int i = 0; i < count; i++) {
      unknown |= mayHold(hashes[from + i]) ? 0 : 1L << i;
    }
    return unknown;
  }

  private boolean mayHold(long hash) {
    int partition = EntryFormat.partition(hash);
    long descriptor = descriptors.getAcquire(partition);
    if (descriptor == RETIRED) {
      return true;
    }
    long fingerprint = EntryFormat.fingerprint(hash);
    ByteBuffer block = blocks.block((int) descriptor);
    int log2 = capacityLog2(generationOf(descriptor));
    int mask = (1 << log2) - 1;
    int base = baseOf(partition, generationOf(descriptor));
    int place = (int) (fingerprint >>> (EntryFormat.FINGERPRINT_BITS - log2));
    for (int steps = 0; steps <= mask; steps++) {
      long entry = (long) LONGS.getAcquire(block, base + (place << 3));
      if (entry == 0) {
        return isReplaced(partition, descriptor);
      }
      if (EntryFormat.fingerprintOf(entry) == fingerprint) {
        return true;
      }
      place = (place + 1) & mask;
    }
    return isReplaced(partition, descriptor);
  }

  /** Copies a partition's entries, sorted by hash and number; a table that gets no more inserts. */
  int sortedEntries(int partition, long[] target) {
    long descriptor = descriptors.getAcquire(partition);
    int generation = generationOf(descriptor);
    ByteBuffer block = blocks.block((int) descriptor);
    int base = baseOf(partition, generation);
    int end = base + (8 << capacityLog2(generation));
    int count = 0;
    for (int at = base; at < end; at += 8) {
      long entry = (long) LONGS.getAcquire(block, at);
      if (entry != 0) {
        target[count++] = entry ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(target, 0, count);
    for (int i = 0; i < count; i++) {
      target[i] ^= Long.MIN_VALUE;
    }
    return count;
  }

  int largestPartition() {
    int most = 0;
    for (int count : counts) {
      most = Math.max(most, count);
    }
    return most;
  }

  /** How often a partition doubled. */
  int doublings() {
    return doublings;
  }

  int entries() {
    return entries;
  }

  /** First record number whose ids go into this table. */
  long firstNumber() {
    return firstNumber;
  }

  /** Highest record number inserted; one below the first if there is none. */
  long lastNumber() {
    return lastNumber;
  }

  /** Gives all memory back. Lookups that are under way start again elsewhere. */
  void retire() {
    long[] old = new long[PARTITIONS];
    for (int partition = 0; partition < PARTITIONS; partition++) {
      old[partition] = descriptors.getAndSet(partition, RETIRED);
    }
    VarHandle.fullFence();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      leave(partition, generationOf(old[partition]));
    }
  }
}
