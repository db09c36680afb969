package io.tallystick.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisTest {
  @ParameterizedTest
  @CsvSource({
    "0,1,6",
    "0.3,0.3,4",
    "7,8,5",
    "99,100,6",
    "100,100,6",
    "101,150,4",
    "583211,600000,4"
  })
  void aLinearAxisReachesTheNextRoundNumberInAFewTicks(double max, double end, int ticks) {
    Axis axis = Axis.linear(max);
    assertThat(axis.max()).isCloseTo(end, within(1e-9));
    assertThat(axis.ticks()).hasSize(ticks).startsWith(0.0);
    assertThat(axis.share(max)).isLessThanOrEqualTo(1);
  }

  @Test
  void aLogarithmicAxisGivesEachPowerOfTenTheSameRoom() {
    Axis axis = Axis.logarithmic(0.4, 250);
    assertThat(axis.min()).isCloseTo(0.1, within(1e-9));
    assertThat(axis.max()).isCloseTo(1_000, within(1e-9));
    assertThat(axis.ticks()).hasSize(5);
    assertThat(axis.share(1)).isCloseTo(0.25, within(1e-9));
    assertThat(axis.share(0)).as("below the axis").isZero();
    assertThat(axis.share(5_000)).as("above the axis").isEqualTo(1);
  }
}
