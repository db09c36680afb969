package io.tallystick.ledger.state;

import io.tallystick.base.Checks;
import java.util.Arrays;

/**
 * What must happen before a word changes: its old value is noted while a linked chain is open, and
 * its page is copied while a checkpoint is being taken. Costs one branch a write while neither is.
 *
 * <p>Cost of a checkpoint to the batches that follow it: each page is copied once, on its first
 * change, so a batch copies at most the pages that it changes (two account pages an event at worst)
 * besides the slice that {@link #copySlice} is asked for.
 */
public final class Changes {
  private static final int WORDS_PER_NOTE = 2;
  private static final int SECTION_SHIFT = 56;
  private static final int NOTES_AT_FIRST = 8_192;
  private static final int BITS_SHIFT = 6;

  private final PagedLongs[] sections;
  private int sectionCount;

  private boolean noting;
  private long[] notes = new long[NOTES_AT_FIRST * WORDS_PER_NOTE];
  private int noted;
  private final long[] lengthsBefore;

  private PageCopier copier;
  private final long[] pagesToCopy;
  private final long[][] copied;
  private int slicePlaceSection;
  private long slicePlacePage;
  private long pagesCopied;

  Changes(int sectionsMax) {
    sections = new PagedLongs[sectionsMax];
    lengthsBefore = new long[sectionsMax];
    pagesToCopy = new long[sectionsMax];
    copied = new long[sectionsMax][];
  }

  PagedLongs section() {
    PagedLongs section = new PagedLongs(sectionCount, this);
    sections[sectionCount++] = section;
    return section;
  }

  void before(PagedLongs longs, long index, long[] chunk, int at) {
    if (noting) {
      note(longs.section(), index, chunk[at]);
    }
    if (copier != null) {
      copyPage(longs.section(), index >>> PagedLongs.PAGE_SHIFT, chunk, at);
    }
  }

  /** From now on changes can be undone. */
  public void open() {
    Checks.that(!noting, "chains do not nest");
    noted = 0;
    for (int i = 0; i < sectionCount; i++) {
      lengthsBefore[i] = sections[i].length();
    }
    noting = true;
    watch();
  }

  /** Keeps what changed since {@link #open}. */
  public void keep() {
    Checks.that(noting, "a chain is open");
    noting = false;
    watch();
  }

  /** Puts everything back as it was at {@link #open}. */
  public void undo() {
    Checks.that(noting, "a chain is open");
    noting = false;
    for (int i = noted - WORDS_PER_NOTE; i >= 0; i -= WORDS_PER_NOTE) {
      long place = notes[i];
      sections[(int) (place >>> SECTION_SHIFT)].restore(
          place & ((1L << SECTION_SHIFT) - 1), notes[i + 1]);
    }
    for (int i = 0; i < sectionCount; i++) {
      sections[i].shrink(lengthsBefore[i]);
    }
    watch();
  }

  private void note(int section, long index, long old) {
    if (noted == notes.length) {
      notes = Arrays.copyOf(notes, notes.length * 2);
    }
    notes[noted] = ((long) section << SECTION_SHIFT) | index;
    notes[noted + 1] = old;
    noted += WORDS_PER_NOTE;
  }

  /** Begins to copy all pages as they are now. */
  public void beginCopy(PageCopier to) {
    Checks.that(copier == null && !noting, "one checkpoint at a time, between batches");
    for (int i = 0; i < sectionCount; i++) {
      pagesToCopy[i] = sections[i].pages();
      copied[i] = new long[(int) (pagesToCopy[i] >>> BITS_SHIFT) + 1];
    }
    slicePlaceSection = 0;
    slicePlacePage = 0;
    pagesCopied = 0;
    copier = to;
    watch();
  }

  /**
   * Copies at most {@code pagesMax} pages that no change has copied yet.
   *
   * @return whether all pages are copied; the copy is over then
   */
  public boolean copySlice(int pagesMax) {
    Checks.that(copier != null, "a checkpoint is being taken");
    int left = pagesMax;
    while (slicePlaceSection < sectionCount) {
      while (slicePlacePage < pagesToCopy[slicePlaceSection]) {
        if (left == 0) {
          return false;
        }
        long index = slicePlacePage << PagedLongs.PAGE_SHIFT;
        if (copyPage(
            slicePlaceSection,
            slicePlacePage,
            sections[slicePlaceSection].chunk(index),
            PagedLongs.at(index))) {
          left--;
        }
        slicePlacePage++;
      }
      slicePlaceSection++;
      slicePlacePage = 0;
    }
    endCopy();
    return true;
  }

  /** Gives a checkpoint up, or ends it. */
  public void endCopy() {
    copier = null;
    Arrays.fill(copied, null);
    watch();
  }

  /** Pages given to the copier since {@link #beginCopy}. */
  public long pagesCopied() {
    return pagesCopied;
  }

  /** Whether a copy is under way. */
  public boolean copying() {
    return copier != null;
  }

  private boolean copyPage(int section, long page, long[] chunk, int at) {
    if (page >= pagesToCopy[section]) {
      return false;
    }
    long[] bits = copied[section];
    int word = (int) (page >>> BITS_SHIFT);
    long bit = 1L << page;
    if ((bits[word] & bit) != 0) {
      return false;
    }
    bits[word] |= bit;
    pagesCopied++;
    copier.page(section, page, chunk, at & -PagedLongs.PAGE_LONGS, PagedLongs.PAGE_LONGS);
    return true;
  }

  private void watch() {
    boolean on = noting || copier != null;
    for (int i = 0; i < sectionCount; i++) {
      sections[i].watch(on);
    }
  }
}
