package io.tallystick.persistence.index.column;

/** What one query may read, and has read, in pages of 4 KiB. */
final class ColumnWork {
  private final int pagesMax;
  private int pages;

  ColumnWork(int pagesMax) {
    this.pagesMax = pagesMax;
  }

  void spend(int more) {
    pages += more;
  }

  boolean isSpent() {
    return pages >= pagesMax;
  }
}
