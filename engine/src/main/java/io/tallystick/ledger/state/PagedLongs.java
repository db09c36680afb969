package io.tallystick.ledger.state;

import java.util.Arrays;

/**
 * A growing array of 64-bit words, zero where never written, seen as pages of {@value #PAGE_LONGS}
 * words (4 KiB). Every write goes through {@link #set}, which tells {@link Changes} what stood
 * there while somebody wants to know.
 *
 * <p>The heap holds it in chunks of 256 KiB: small enough never to be a humongous object of G1,
 * whose rounding up to whole regions would waste a fifth of the memory of larger ones.
 */
public final class PagedLongs {
  public static final int PAGE_SHIFT = 9;

  /** Words of a page. */
  public static final int PAGE_LONGS = 1 << PAGE_SHIFT;

  private static final int CHUNK_SHIFT = 15;
  private static final int CHUNK_LONGS = 1 << CHUNK_SHIFT;
  private static final int CHUNK_MASK = CHUNK_LONGS - 1;

  private final int section;
  private final Changes changes;
  private long[][] chunks = new long[1][];
  private int chunkCount;
  private long length;
  private boolean watched;

  PagedLongs(int section, Changes changes) {
    this.section = section;
    this.changes = changes;
  }

  /** The word at {@code index}, which must be below {@link #length()}. */
  public long get(long index) {
    return chunks[(int) (index >>> CHUNK_SHIFT)][(int) index & CHUNK_MASK];
  }

  /** Writes a word; {@code index} must be below {@link #length()}. */
  public void set(long index, long value) {
    long[] chunk = chunks[(int) (index >>> CHUNK_SHIFT)];
    int at = (int) index & CHUNK_MASK;
    if (watched) {
      changes.before(this, index, chunk, at);
    }
    chunk[at] = value;
  }

  /** The array that holds {@code index}, for reading words of the same page. */
  long[] chunk(long index) {
    return chunks[(int) (index >>> CHUNK_SHIFT)];
  }

  /** Where {@code index} stands in its {@link #chunk}. */
  static int at(long index) {
    return (int) index & CHUNK_MASK;
  }

  /** Words in use. */
  public long length() {
    return length;
  }

  /** Pages in use, the last one perhaps in part. */
  public long pages() {
    return (length + PAGE_LONGS - 1) >>> PAGE_SHIFT;
  }

  int section() {
    return section;
  }

  /** Makes at least {@code newLength} words usable. */
  void extend(long newLength) {
    if (newLength <= length) {
      return;
    }
    int needed = (int) ((newLength + CHUNK_MASK) >>> CHUNK_SHIFT);
    if (needed > chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(needed, chunks.length * 2));
    }
    while (chunkCount < needed) {
      chunks[chunkCount++] = new long[CHUNK_LONGS];
    }
    length = newLength;
  }

  void watch(boolean on) {
    watched = on;
  }

  /** Puts a word back as it was; no page is copied for it, since its first change did that. */
  void restore(long index, long value) {
    chunks[(int) (index >>> CHUNK_SHIFT)][(int) index & CHUNK_MASK] = value;
  }

  /** Gives up words behind {@code oldLength}, which hold zeros again. */
  void shrink(long oldLength) {
    length = oldLength;
  }
}
