package io.tallystick.simulation.node;

import io.tallystick.persistence.index.Confirm;
import io.tallystick.persistence.index.IdTable;
import java.util.Arrays;

/**
 * The id index in memory, by a fingerprint of so few bits that most looks meet records of other ids
 * and have to tell them apart.
 */
final class MemoryIds implements IdTable {
  private static final int FINGERPRINT_BITS = 10;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final long[][] numbers = new long[1 << FINGERPRINT_BITS][];
  private final int[] counts = new int[1 << FINGERPRINT_BITS];

  @Override
  public long hash(int kind, long idHigh, long idLow) {
    long mixed = ((idHigh * MIX) ^ idLow ^ kind) * MIX;
    return mixed >>> (Long.SIZE - FINGERPRINT_BITS);
  }

  @Override
  public long find(int kind, long idHigh, long idLow, long below, Confirm confirm) {
    int fingerprint = (int) hash(kind, idHigh, idLow);
    for (int i = counts[fingerprint] - 1; i >= 0; i--) {
      long number = numbers[fingerprint][i];
      if (number < below && confirm.matches(kind, number, idHigh, idLow)) {
        return number;
      }
    }
    return NONE;
  }

  @Override
  public void insertBatch(long[] hashes, long[] added, int from, int count) {
    for (int i = from; i < from + count; i++) {
      insert((int) hashes[i], added[i]);
    }
  }

  @Override
  public long unknown(long[] hashes, int from, int count) {
    long unknown = 0;
    for (int i = 0; i < count; i++) {
      unknown |= counts[(int) hashes[from + i]] == 0 ? 1L << i : 0;
    }
    return unknown;
  }

  private void insert(int fingerprint, long number) {
    int count = counts[fingerprint];
    for (int i = count - 1; i >= 0 && numbers[fingerprint][i] >= number; i--) {
      if (numbers[fingerprint][i] == number) {
        return;
      }
    }
    if (count == 0) {
      numbers[fingerprint] = new long[4];
    } else if (count == numbers[fingerprint].length) {
      numbers[fingerprint] = Arrays.copyOf(numbers[fingerprint], count * 2);
    }
    numbers[fingerprint][count] = number;
    counts[fingerprint]++;
  }
}
