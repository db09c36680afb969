package io.tallystick.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFilterTest {
  private static final int STRANGERS = 400_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 31, 100, 511, 4_099, 50_000, 262_144, 1_500_000})
  void passesEveryKeyAndAboutOneOf400Strangers(int count) {
    SplittableRandom random = new SplittableRandom(count);
    long[] keys = keys(random, count);
    BlockFilter filter = filter(keys);
    for (long key : keys) {
      assertThat(filter.mayContain(key)).isTrue();
    }
    int passed = 0;
    for (int i = 0; i < STRANGERS; i++) {
      passed += filter.mayContain(random.nextLong(1L << EntryFormat.HASH_BITS)) ? 1 : 0;
    }
    assertThat(passed).isLessThan(STRANGERS / 300);
    if (count > 50_000) {
      assertThat(passed).as("a filter that is not wastefully large").isPositive();
      assertThat(filter.bytes() * 8.0 / count).isLessThan(BlockFilter.KEY_BITS + 0.1);
    }
  }

  @Test
  void memoryThatWasUsedBeforeIsCleared() {
    OffHeapBlocks blocks = new OffHeapBlocks();
    BlockFilter before = new BlockFilter(blocks, BlockFilter.blocksFor(1_000));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      before.add(random.nextLong(1L << EntryFormat.HASH_BITS));
    }
    before.retire();
    assertThat(before.retired()).isTrue();
    BlockFilter after = new BlockFilter(blocks, BlockFilter.blocksFor(1_000));
    for (int i = 0; i < 10_000; i++) {
      assertThat(after.mayContain(random.nextLong(1L << EntryFormat.HASH_BITS))).isFalse();
    }
  }

  @Test
  void copiedOutAndLoadedAgainItAnswersTheSame() {
    SplittableRandom random = new SplittableRandom(2);
    // More than one block of memory off the heap.
    BlockFilter filter = filter(keys(random, 700_000));
    BlockFilter copy =
        new BlockFilter(new OffHeapBlocks(), filter.bytes() / BlockFilter.BLOCK_BYTES);
    byte[] bytes = new byte[300_007];
    for (long done = 0; done < filter.bytes(); ) {
      int part = (int) Math.min(bytes.length, filter.bytes() - done);
      filter.copy(done, bytes, part);
      copy.load(done, bytes, part);
      done += part;
    }
    for (int i = 0; i < 200_000; i++) {
      long hash = random.nextLong(1L << EntryFormat.HASH_BITS);
      assertThat(copy.mayContain(hash)).isEqualTo(filter.mayContain(hash));
    }
  }

  private static long[] keys(SplittableRandom random, int count) {
    return random
        .longs(count * 2L, 0, 1L << EntryFormat.HASH_BITS)
        .distinct()
        .limit(count)
        .toArray();
  }

  private static BlockFilter filter(long[] keys) {
    BlockFilter filter = new BlockFilter(new OffHeapBlocks(), BlockFilter.blocksFor(keys.length));
    for (long key : keys) {
      filter.add(key);
    }
    return filter;
  }
}
