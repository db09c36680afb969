package io.tallystick.load.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GaugesTest {
  private static final String METRICS =
      """
      # HELP tallystick_cluster_members nodes that are up
      # TYPE tallystick_cluster_members gauge
      tallystick_cluster_members_max 5.0
      tallystick_cluster_members 3.0
      """;

  @Test
  void aGaugeIsToldFromItsHelpAndFromLongerNames() {
    assertThat(Gauges.value(METRICS, Gauges.CLUSTER_MEMBERS)).hasValue(3);
    assertThat(Gauges.value(METRICS, "tallystick_cluster")).isEmpty();
  }
}
