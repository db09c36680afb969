package io.tallystick.persistence.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FuseFilterTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 10, 31, 100, 511, 1_000, 4_099, 50_000, 262_144, 600_000})
  void passesEveryKeyAndOneOf256Strangers(int count) {
    SplittableRandom random = new SplittableRandom(count);
    long[] keys = random.longs(count * 2L, 0, 1L << 40).distinct().limit(count).toArray();
    FuseFilter filter = FuseFilter.of(keys, count);
    for (long key : keys) {
      assertThat(filter.mayContain(key)).isTrue();
    }
    int passed = 0;
    int strangers = 200_000;
    for (int i = 0; i < strangers; i++) {
      passed += filter.mayContain(random.nextLong() | 1L << 50) ? 1 : 0;
    }
    assertThat(passed).isBetween(strangers / 256 * 7 / 10, strangers / 256 * 14 / 10);
    if (count > 100_000) {
      assertThat(filter.places().length * 8.0 / count).isLessThan(9.6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 5_000, 300_000})
  void equalKeysGiveEqualBytes(int count) {
    long[] keys = new SplittableRandom(9).longs(count).toArray();
    assertThat(FuseFilter.of(keys, count).places()).isEqualTo(FuseFilter.of(keys, count).places());
  }
}
