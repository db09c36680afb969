package io.tallystick.persistence.index;

import io.tallystick.base.LittleEndian;

/** Walks a run's entries in order through one buffer. */
final class RunReader {
  private static final int BUFFER_PAGES = 32;

  private final Run run;
  private final byte[] buffer = new byte[BUFFER_PAGES * RunFormat.PAGE_BYTES];
  private long nextPage;
  private int pages;
  private int page;
  private int within;
  private long left;

  RunReader(Run run) {
    this.run = run;
    this.left = run.format().entries();
  }

  /** The next entry; call no more often than the run has entries. */
  long next() {
    if (page == pages) {
      pages = run.readPages(nextPage, buffer);
      nextPage += pages;
      page = 0;
    }
    long entry = LittleEndian.getLong(buffer, page * RunFormat.PAGE_BYTES + within * 8);
    left--;
    if (++within == RunFormat.PAGE_ENTRIES) {
      within = 0;
      page++;
    }
    return entry;
  }

  /** Entries that were not read yet. */
  long left() {
    return left;
  }
}
