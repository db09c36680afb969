package io.tallystick.persistence.index;

import io.tallystick.base.LittleEndian;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The filter of a run, off the heap: one small binary fuse filter for each of 1 … 4,096 equal parts
 * of the hash range, so that building one needs a few MiB whatever the run's size.
 *
 * <p>Its places may be given away after {@link #retire}; a lookup that runs then says so.
 */
final class ShardedFilter {
  /** Keys of a shard that are aimed at. */
  static final int SHARD_KEYS = 1 << 18;

  /** Bytes of a shard in the shard table. */
  static final int SHARD_BYTES = 24;

  private final OffHeapBlocks blocks;
  private final int shardShift;
  private final long[] seeds;
  private final int[] segmentLengths;
  private final int[] segmentsLengths;
  private final long[] offsets;
  private int[] ids = new int[0];
  private ByteBuffer[] memory = new ByteBuffer[0];
  private long bytes;
  private volatile boolean retired;

  ShardedFilter(OffHeapBlocks blocks, int shards) {
    this.blocks = blocks;
    this.shardShift = EntryFormat.HASH_BITS - Integer.numberOfTrailingZeros(shards);
    this.seeds = new long[shards];
    this.segmentLengths = new int[shards];
    this.segmentsLengths = new int[shards];
    this.offsets = new long[shards];
  }

  /** How many shards a run of so many entries gets. */
  static int shardsFor(long entries) {
    long shards = 1;
    while (shards * SHARD_KEYS < entries && shards < EntryFormat.PARTITIONS) {
      shards *= 2;
    }
    return (int) shards;
  }

  int shards() {
    return seeds.length;
  }

  long bytes() {
    return bytes;
  }

  /** Takes over the filter of a shard; shards come in order, those without keys not at all. */
  void append(int shard, FuseFilter filter) {
    seeds[shard] = filter.seed();
    segmentLengths[shard] = filter.segmentLength();
    segmentsLengths[shard] = filter.segmentsLength();
    offsets[shard] = bytes;
    append(filter.places(), filter.places().length);
  }

  /** Adds bytes at the end. */
  void append(byte[] source, int length) {
    int from = 0;
    while (from < length) {
      int within = (int) (bytes % OffHeapBlocks.BLOCK_BYTES);
      if (within == 0) {
        addBlock();
      }
      int part = Math.min(length - from, OffHeapBlocks.BLOCK_BYTES - within);
      memory[memory.length - 1].put(within, source, from, part);
      from += part;
      bytes += part;
    }
  }

  private void addBlock() {
    ids = Arrays.copyOf(ids, ids.length + 1);
    memory = Arrays.copyOf(memory, ids.length);
    ids[ids.length - 1] = blocks.acquire();
    memory[ids.length - 1] = blocks.block(ids[ids.length - 1]);
  }

  /** Copies bytes out, to be written to a file. */
  void copy(long offset, byte[] target, int length) {
    int done = 0;
    while (done < length) {
      long at = offset + done;
      int within = (int) (at % OffHeapBlocks.BLOCK_BYTES);
      int part = Math.min(length - done, OffHeapBlocks.BLOCK_BYTES - within);
      memory[(int) (at / OffHeapBlocks.BLOCK_BYTES)].get(within, target, done, part);
      done += part;
    }
  }

  /** Writes a shard's row: 0 seed u64 | 8 offset u64 | 16 segment length | 20 segments' length. */
  void putRow(int shard, byte[] target, int at) {
    LittleEndian.putLong(target, at, seeds[shard]);
    LittleEndian.putLong(target, at + 8, offsets[shard]);
    LittleEndian.putInt(target, at + 16, segmentLengths[shard]);
    LittleEndian.putInt(target, at + 20, segmentsLengths[shard]);
  }

  void getRow(int shard, byte[] source, int at) {
    seeds[shard] = LittleEndian.getLong(source, at);
    offsets[shard] = LittleEndian.getLong(source, at + 8);
    segmentLengths[shard] = LittleEndian.getInt(source, at + 16);
    segmentsLengths[shard] = LittleEndian.getInt(source, at + 20);
  }

  /** Whether the run may hold the hash; if the filter is retired the answer means nothing. */
  boolean mayContain(long hash) {
    int shard = (int) (hash >>> shardShift);
    int segmentLength = segmentLengths[shard];
    if (segmentLength == 0) {
      return false;
    }
    long offset = offsets[shard];
    long mixed = FuseFilter.hash(hash, seeds[shard]);
    int p0 = FuseFilter.place0(mixed, segmentsLengths[shard]);
    int together =
        at(offset + p0)
            ^ at(offset + FuseFilter.place1(mixed, p0, segmentLength))
            ^ at(offset + FuseFilter.place2(mixed, p0, segmentLength));
    return (byte) together == FuseFilter.fingerprint(mixed);
  }

  private byte at(long place) {
    return memory[(int) (place >>> 20)].get((int) place & (OffHeapBlocks.BLOCK_BYTES - 1));
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
