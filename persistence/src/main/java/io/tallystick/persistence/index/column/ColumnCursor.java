package io.tallystick.persistence.index.column;

/** Goes down the places that have one value in one column. */
final class ColumnCursor {
  private final ColumnFile file;
  private final long high;
  private final long low;

  // Entries from this one on stand after what was asked for last.
  private long end;
  private boolean started;

  ColumnCursor(ColumnFile file, long high, long low) {
    this.file = file;
    this.high = high;
    this.low = low;
    this.end = file.format().entries();
  }

  /**
   * The greatest place that has the value and is not above {@code place}; -1 if there is none.
   *
   * @param place at most that of the call before
   */
  long atOrBelow(long place) {
    long from = 0;
    // The next place mostly lies near the one before: widening steps find it sooner than halving.
    for (long step = started ? 1 : end + 1; step <= end; step *= 2) {
      if (file.isBelow(end - step, high, low, place + 1)) {
        from = end - step + 1;
        break;
      }
      end -= step;
    }
    started = true;
    end = file.lowerBound(high, low, place + 1, from, end);
    return end == 0 ? -1 : file.placeIfValue(end - 1, high, low);
  }
}
