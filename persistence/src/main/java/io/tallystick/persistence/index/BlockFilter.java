package io.tallystick.persistence.index;

import io.tallystick.base.Checks;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * The filter of a run, off the heap: a Bloom filter in which all bits of a key lie in one block of
 * 32 bytes (Putze, Sanders and Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007),
 * hence in one line of the processor's cache. A lookup costs one miss of the cache where a filter
 * whose places lie apart costs one for each place, and new ids, which are nearly all, ask the
 * filters of all runs.
 *
 * <p>A key's block is its hash scaled to the number of blocks: a run's keys come in the order of
 * their hashes, so that the filter is built from its first block to its last. Within the block a
 * key has two bits of each of the four words.
 *
 * <p>Its memory may be given away after {@link #retire}; a lookup that runs then says so.
 */
final class BlockFilter {
  /** Bits a key: 1 of about 400 strangers passes. */
  static final int KEY_BITS = 14;

  static final int BLOCK_BYTES = 32;

  private static final int BLOCK_BITS = BLOCK_BYTES * Byte.SIZE;
  private static final int BLOCK_SHIFT = 5;
  private static final int PART_SHIFT = Integer.numberOfTrailingZeros(OffHeapBlocks.BLOCK_BYTES);
  private static final int PART_MASK = OffHeapBlocks.BLOCK_BYTES - 1;
  private static final int WORDS = BLOCK_BYTES / Long.BYTES;
  private static final int WORD_BITS_LOG2 = 6;
  private static final long SALT = 0xD6E8_FEB8_6659_FD93L;

  private final OffHeapBlocks blocks;
  private final long count;
  private final int[] ids;
  private final ByteBuffer[] parts;
  private volatile boolean retired;

  /**
   * An empty filter.
   *
   * @param count its blocks, as {@link #blocksFor} tells
   */
  BlockFilter(OffHeapBlocks blocks, long count) {
    Checks.inRange(count, 1, Integer.MAX_VALUE, "blocks of a filter");
    this.blocks = blocks;
    this.count = count;
    int partCount = (int) ((bytes() + PART_MASK) >>> PART_SHIFT);
    this.ids = new int[partCount];
    this.parts = new ByteBuffer[partCount];
    for (int i = 0; i < partCount; i++) {
      ids[i] = blocks.acquire();
      parts[i] = blocks.block(ids[i]);
      clear(parts[i]);
    }
  }

  private static void clear(ByteBuffer part) {
    for (int at = 0; at < OffHeapBlocks.BLOCK_BYTES; at += Long.BYTES) {
      OffHeapBlocks.LONGS.set(part, at, 0L);
    }
  }

  /** How many blocks a run of so many entries gets. */
  static long blocksFor(long entries) {
    return Math.max(1, (entries * KEY_BITS + BLOCK_BITS - 1) / BLOCK_BITS);
  }

  long bytes() {
    return count << BLOCK_SHIFT;
  }

  /** Adds a key by its {@link EntryFormat#hash}. */
  void add(long hash) {
    long at = place(hash);
    ByteBuffer part = parts[(int) (at >>> PART_SHIFT)];
    int within = (int) at & PART_MASK;
    long mixed = mix(hash);
    for (int word = 0; word < WORDS; word++) {
      int position = within + word * Long.BYTES;
      long present = (long) OffHeapBlocks.LONGS.get(part, position);
      OffHeapBlocks.LONGS.set(part, position, present | mask(mixed, word));
    }
  }

  /** Whether the run may hold the hash; if the filter is retired the answer means nothing. */
  boolean mayContain(long hash) {
    long at = place(hash);
    return mayContain(parts[(int) (at >>> PART_SHIFT)], (int) at & PART_MASK, hash);
  }

  /**
   * Which of these hashes the run certainly does not hold, one bit each; if the filter is retired
   * the answer means nothing.
   */
  long unknown(long[] hashes, int from, int count, Gather gather) {
    gather.clear();
    for (int i = from; i < from + count; i++) {
      long at = place(hashes[i]);
      gather.add((int) (at >>> PART_SHIFT), (int) at & PART_MASK);
    }
    gather.load(parts);
    long unknown = 0;
    for (int i = 0; i < count; i++) {
      ByteBuffer part = parts[gather.block(i)];
      unknown |= mayContain(part, gather.offset(i), hashes[from + i]) ? 0 : 1L << i;
    }
    return unknown;
  }

  private static boolean mayContain(ByteBuffer part, int within, long hash) {
    long mixed = mix(hash);
    long missing = 0;
    for (int word = 0; word < WORDS; word++) {
      long present = (long) OffHeapBlocks.LONGS.get(part, within + word * Long.BYTES);
      missing |= mask(mixed, word) & ~present;
    }
    return missing == 0;
  }

  /** Byte offset of a hash's block: hash · count / 2^40 blocks. */
  private long place(long hash) {
    long block = Math.multiplyHigh(hash << (Long.SIZE - 1 - EntryFormat.HASH_BITS), count << 1);
    return block << BLOCK_SHIFT;
  }

  private static long mix(long hash) {
    return EntryFormat.mix(hash + SALT);
  }

  private static long mask(long mixed, int word) {
    // A shift takes the lowest six bits of its distance.
    long first = mixed >>> (2 * word * WORD_BITS_LOG2);
    return 1L << first | 1L << (first >>> WORD_BITS_LOG2);
  }

  /** Copies bytes out, to be written to a file. */
  void copy(long offset, byte[] target, int length) {
    int done = 0;
    while (done < length) {
      int part = partLength(offset + done, length - done);
      partOf(offset + done).get(within(offset + done), target, done, part);
      done += part;
    }
  }

  /** Takes bytes as {@link #copy} gave them. */
  void load(long offset, byte[] source, int length) {
    int done = 0;
    while (done < length) {
      int part = partLength(offset + done, length - done);
      partOf(offset + done).put(within(offset + done), source, done, part);
      done += part;
    }
  }

  private ByteBuffer partOf(long offset) {
    return parts[(int) (offset >>> PART_SHIFT)];
  }

  private static int within(long offset) {
    return (int) offset & PART_MASK;
  }

  private static int partLength(long offset, int most) {
    return Math.min(most, OffHeapBlocks.BLOCK_BYTES - within(offset));
  }

  /** Whether answers up to now may be wrong since the memory was given away. */
  boolean retired() {
    VarHandle.acquireFence();
    return retired;
  }

  /** Gives the memory back. */
  void retire() {
    retired = true;
    VarHandle.fullFence();
    for (int id : ids) {
      blocks.release(id);
    }
  }
}
