package io.tallystick.gatling.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A level breaks by its hundredth part and one more request; the one before is what held. */
final class CapacitySearchTest {
  private static final int P99_MS = 100;

  private CapacitySearch search;

  @BeforeEach
  void twoLevelsOfThousandRequests() {
    // 100 / s and 200 / s for 10 s each
    search = new CapacitySearch(200, 2, 20, P99_MS);
  }

  private void miss(int level, int requests) {
    for (int i = 0; i < requests; i++) {
      search.levelOf(search.phases().get(level)).count(i % 2 == 0, P99_MS);
    }
  }

  @Test
  void levelsRiseToTheHighestRate() {
    assertThat(search.phases()).extracting(Phase::ratePerSecond).containsExactly(100.0, 200.0);
  }

  @Test
  void aHundredthPartMayBeMissed() {
    miss(0, 10);
    search.levelOf(search.phases().get(0)).count(false, P99_MS - 1);
    assertThat(search.isOver()).isFalse();
    assertThat(search.outcome())
        .isEqualTo("Capacity: every level held; the highest is 200 requests a second.");
  }

  @Test
  void oneMoreBreaksTheLevel() {
    miss(1, 21);
    assertThat(search.isOver()).isTrue();
    assertThat(search.outcome())
        .isEqualTo(
            "Capacity: 200 requests a second broke the bound;"
                + " the highest that held is 100 requests a second.");
  }

  @Test
  void theFirstLevelMayBreak() {
    miss(0, 11);
    assertThat(search.outcome())
        .isEqualTo("Capacity: 100 requests a second broke the bound; no level held.");
  }
}
