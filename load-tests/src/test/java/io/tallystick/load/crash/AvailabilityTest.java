package io.tallystick.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AvailabilityTest {
  private static final long MS = 1_000_000;

  @Test
  void theLongestTimeWithoutAnAnswerCountsFromTheBeginningToTheEnd() {
    Availability availability = new Availability();
    availability.begin(0);
    availability.answered(0, 100 * MS);
    availability.answered(50 * MS, 400 * MS);
    assertThat(availability.end(500 * MS)).isEqualTo(300);
    availability.begin(1_000 * MS);
    availability.answered(1_000 * MS, 1_010 * MS);
    assertThat(availability.end(3_010 * MS)).isEqualTo(2_000);
  }

  @Test
  void aBodyWaitsFromWhenItWasDue() {
    Availability availability = new Availability();
    availability.answered(0, 90 * MS);
    availability.begin(100 * MS);
    availability.answered(20 * MS, 420 * MS);
    assertThat(availability.latencyMs().getTotalCount()).isEqualTo(1);
    assertThat(availability.latencyMs().getMaxValue()).isEqualTo(400);
  }
}
