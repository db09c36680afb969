package io.tallystick.persistence.index.column;

import io.tallystick.persistence.file.Pacer;
import java.util.Arrays;

/**
 * Sorts places by their values, unsigned, equal ones by place: byte by byte from the lowest one up,
 * each pass stable. A byte that is the same everywhere, as most of a ledger's number are, costs
 * nothing but the counting.
 */
final class ColumnSort {
  private static final int DIGITS = 256;

  private final Pacer pacer;
  private final int[] ends = new int[DIGITS];
  private int[] places;
  private int[] scratch;
  private int count;

  ColumnSort(int placesMax, Pacer pacer) {
    this.places = new int[placesMax];
    this.scratch = new int[placesMax];
    this.pacer = pacer;
  }

  void clear() {
    count = 0;
  }

  /** Takes a place; they come ascending. */
  void add(int place) {
    places[count++] = place;
  }

  int count() {
    return count;
  }

  /** A place by its rank. */
  int place(int rank) {
    return places[rank];
  }

  /**
   * @param values little-endian, of {@code width} bytes each, by place
   */
  void sort(byte[] values, int width) {
    for (int digit = 0; digit < width; digit++) {
      if (countDigits(values, width, digit)) {
        for (int i = count - 1; i >= 0; i--) {
          int place = places[i];
          scratch[--ends[values[place * width + digit] & 0xFF]] = place;
        }
        int[] sorted = scratch;
        scratch = places;
        places = sorted;
        pacer.rest();
      }
    }
  }

  /** Sets where each digit's places end; false if all have the same one. */
  private boolean countDigits(byte[] values, int width, int digit) {
    Arrays.fill(ends, 0);
    for (int i = 0; i < count; i++) {
      ends[values[places[i] * width + digit] & 0xFF]++;
    }
    int end = 0;
    for (int i = 0; i < DIGITS; i++) {
      if (ends[i] == count) {
        return false;
      }
      end += ends[i];
      ends[i] = end;
    }
    return true;
  }
}
