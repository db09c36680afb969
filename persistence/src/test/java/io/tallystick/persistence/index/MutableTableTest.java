package io.tallystick.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MutableTableTest {
  private static final int BATCH = 8_190;

  /**
   * Growing from n to 2 n doubles every partition once. Spread evenly, a batch gets its share; with
   * one fill level for all, thousands double in the same few batches.
   */
  @Test
  void noBatchOfRandomIdsDoublesManyMorePartitionsThanItsShare() {
    MutableTable table = new MutableTable(new OffHeapBlocks(), 0);
    SplittableRandom random = new SplittableRandom(1);
    long number = 0;
    while (number < 3_000_000) {
      int before = table.doublings();
      for (int i = 0; i < BATCH; i++) {
        table.insert(random.nextLong() >>> (64 - EntryFormat.HASH_BITS), number++);
      }
      if (number > 400_000) {
        double share =
            EntryFormat.PARTITIONS * Math.log((double) number / (number - BATCH)) / Math.log(2);
        assertThat((double) table.doublings() - before)
            .as("partitions that double at %d entries", number)
            .isLessThan(2 * share + 8);
      }
    }
  }

  @Test
  void sortedEntriesAreAllEntriesInUnsignedOrder() {
    MutableTable table = new MutableTable(new OffHeapBlocks(), 0);
    SplittableRandom random = new SplittableRandom(2);
    for (int number = 0; number < 200_000; number++) {
      table.insert(random.nextLong() >>> (64 - EntryFormat.HASH_BITS), number);
    }
    long[] entries = new long[table.largestPartition()];
    int all = 0;
    for (int partition = 0; partition < EntryFormat.PARTITIONS; partition++) {
      int count = table.sortedEntries(partition, entries);
      all += count;
      for (int i = 1; i < count; i++) {
        assertThat(Long.compareUnsigned(entries[i - 1], entries[i])).isNegative();
      }
    }
    assertThat(all).isEqualTo(200_000);
  }

  @Test
  void idsThatAllFallIntoOnePartitionAreKeptToo() {
    MutableTable table = new MutableTable(new OffHeapBlocks(), 0);
    for (int number = 0; number < 20_000; number++) {
      table.insert((77L << EntryFormat.FINGERPRINT_BITS) | number, number);
    }
    for (int number = 0; number < 20_000; number += 7) {
      long hash = (77L << EntryFormat.FINGERPRINT_BITS) | number;
      long expected = number;
      assertThat(table.find(hash, Long.MAX_VALUE, 0, 0, 0, (k, n, high, low) -> n == expected))
          .isEqualTo(number);
    }
  }

  @Test
  void aRetiredTableSaysThatItIs() {
    OffHeapBlocks blocks = new OffHeapBlocks();
    MutableTable table = new MutableTable(blocks, 0);
    table.insert(5, 0);
    table.retire();
    assertThat(table.find(5, 9, 0, 0, 0, (k, n, high, low) -> true)).isEqualTo(EntryFormat.RETRY);
    long before = blocks.allocatedBytes();
    new MutableTable(blocks, 0).insert(5, 0);
    assertThat(blocks.allocatedBytes()).isEqualTo(before);
  }
}
