package io.tallystick.persistence.index;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Memory off the heap in blocks of one size that are used again: what is released is the next to be
 * given out, so that memory does not depend on when the collector runs. A reader may still look at
 * a block that was released; it must then notice that what it read was replaced.
 */
final class OffHeapBlocks {
  /** Bytes of a block. */
  static final int BLOCK_BYTES = 1 << 20;

  /** 64-bit numbers of a block. */
  static final int BLOCK_LONGS = BLOCK_BYTES / Long.BYTES;

  /** Access to the numbers of a block, by byte offset. */
  static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int CACHE_LINE_BYTES = 64;

  private volatile ByteBuffer[] blocks = new ByteBuffer[16];
  private volatile int allocated;
  private int[] free = new int[16];
  private int freeCount;

  /** Gives out a block; its content is arbitrary. */
  synchronized int acquire() {
    if (freeCount > 0) {
      freeCount--;
      return free[freeCount];
    }
    int id = allocated;
    ByteBuffer[] grown = id == blocks.length ? Arrays.copyOf(blocks, id * 2) : blocks;
    grown[id] = allocate();
    // Readers find a block through a descriptor that is published later than this write.
    blocks = grown;
    allocated = id + 1;
    return id;
  }

  private static ByteBuffer allocate() {
    try {
      return ByteBuffer.allocateDirect(BLOCK_BYTES + CACHE_LINE_BYTES)
          .alignedSlice(CACHE_LINE_BYTES)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (OutOfMemoryError e) {
      throw TallystickException.of(
          ErrorKind.INTERNAL,
          "off_heap_memory_exhausted",
          "No memory off the heap is left for the id index; raise -XX:MaxDirectMemorySize",
          e);
    }
  }

  ByteBuffer block(int id) {
    return blocks[id];
  }

  /** All blocks by number, as {@link #block} gives them; not to be changed. */
  ByteBuffer[] all() {
    return blocks;
  }

  synchronized void release(int id) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = id;
  }

  long allocatedBytes() {
    return (long) allocated * BLOCK_BYTES;
  }
}
