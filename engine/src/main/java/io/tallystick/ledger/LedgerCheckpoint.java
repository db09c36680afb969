package io.tallystick.ledger;

import io.tallystick.base.Checks;
import io.tallystick.base.ErrorKind;
import io.tallystick.base.LittleEndian;
import io.tallystick.base.TallystickException;
import io.tallystick.ledger.state.LedgerState;
import io.tallystick.ledger.state.PagedLongs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A copy of the whole state as it was between two batches, taken while batches go on: a page is
 * copied before its first change, and a bounded slice of the others whenever {@link #copySlice} is
 * called (between batches, on the apply thread). Needs one bit a page of memory.
 *
 * <p>Cost to a batch: at most one page copy (4 KiB) for each page that it changes for the first
 * time; a batch of 8,190 transfers between random accounts changes at most 16,380 account pages, 64
 * MiB.
 *
 * <p>{@link #meta()}, little-endian: 0 version u32 = 1 | 4 sections u32 | 8 length of each section
 * in 64-bit words, u64. Sections are only ever added: a checkpoint of fewer is restored with the
 * others empty.
 */
public final class LedgerCheckpoint {
  /** Sections of pages. */
  public static final int SECTIONS = LedgerState.SECTIONS;

  /** 64-bit words of a page. */
  public static final int PAGE_LONGS = PagedLongs.PAGE_LONGS;

  private static final int VERSION = 1;
  private static final int LENGTHS = 8;

  /** What the first checkpoints held. */
  private static final int SECTIONS_MIN = 11;

  private final LedgerState state;
  private final long[] lengths;
  private final long pagesTotal;
  private boolean over;

  LedgerCheckpoint(LedgerState state, PageSink sink) {
    this.state = state;
    this.lengths = state.lengths();
    long pages = 0;
    for (int i = 0; i < SECTIONS; i++) {
      pages += pages(i);
    }
    this.pagesTotal = pages;
    state.changes().beginCopy(sink::page);
  }

  /** Pages of a section. */
  public long pages(int section) {
    return pages(lengths[section]);
  }

  /** Pages of all sections. */
  public long pagesTotal() {
    return pagesTotal;
  }

  /** Pages given to the sink so far. */
  public long pagesCopied() {
    return over ? pagesTotal : state.changes().pagesCopied();
  }

  /**
   * The sizes that a restore needs besides the pages. Copied in one piece: OpenJDK 17.0.15's C2
   * compiler loses the words of a loop that writes them into the new array one by one
   * (docs/simulation.md).
   */
  public byte[] meta() {
    ByteBuffer meta =
        ByteBuffer.allocate(LENGTHS + SECTIONS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    meta.putInt(VERSION).putInt(SECTIONS).asLongBuffer().put(lengths);
    requirePages(meta.array());
    return meta.array();
  }

  /**
   * A checkpoint that does not say what it holds could not be restored, and would be found late.
   */
  private void requirePages(byte[] meta) {
    long pages = 0;
    for (long ofSection : pagesOf(meta)) {
      pages += ofSection;
    }
    Checks.equal(pages, pagesTotal, "pages that a checkpoint tells of");
  }

  /**
   * Copies at most {@code pagesMax} further pages.
   *
   * @return whether the sink has all pages; the checkpoint is over then
   */
  public boolean copySlice(int pagesMax) {
    if (!over) {
      over = state.changes().copySlice(pagesMax);
    }
    return over;
  }

  /** Gives the checkpoint up. */
  public void abort() {
    if (!over) {
      over = true;
      state.changes().endCopy();
    }
  }

  /** Pages of each section, as {@link #meta()} tells. */
  public static long[] pagesOf(byte[] meta) {
    long[] pages = Arrays.copyOf(lengthsOf(meta), LittleEndian.getInt(meta, 4));
    for (int i = 0; i < pages.length; i++) {
      pages[i] = pages(pages[i]);
    }
    return pages;
  }

  static long[] lengthsOf(byte[] meta) {
    int sections = meta.length < LENGTHS ? 0 : LittleEndian.getInt(meta, 4);
    if (sections < SECTIONS_MIN
        || sections > SECTIONS
        || meta.length != LENGTHS + sections * Long.BYTES
        || LittleEndian.getInt(meta, 0) != VERSION) {
      throw TallystickException.of(
          ErrorKind.DAMAGED, "checkpoint_unknown", "not a ledger checkpoint of version " + VERSION);
    }
    long[] lengths = new long[SECTIONS];
    for (int i = 0; i < sections; i++) {
      lengths[i] = LittleEndian.getLong(meta, LENGTHS + i * Long.BYTES);
      if (lengths[i] < 0) {
        throw TallystickException.of(
            ErrorKind.DAMAGED, "checkpoint_unknown", "section " + i + " has no length");
      }
    }
    return lengths;
  }

  private static long pages(long words) {
    return (words + PAGE_LONGS - 1) / PAGE_LONGS;
  }
}
