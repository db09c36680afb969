package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GcPausesTest {
  @Test
  void pausesOfAllKindsAreAddedUpAndOtherMetricsAreNot() {
    String metrics =
        """
        # TYPE jvm_gc_pause_seconds summary
        jvm_gc_pause_seconds_count{action="end of minor GC",cause="G1 Evacuation Pause"} 3
        jvm_gc_pause_seconds_sum{action="end of minor GC",cause="G1 Evacuation Pause"} 0.25
        jvm_gc_pause_seconds_sum{action="end of major GC",cause="System.gc()"} 1.5
        jvm_gc_pause_seconds_max{action="end of minor GC",cause="G1 Evacuation Pause"} 0.1
        """;
    assertThat(GcPauses.total(metrics)).hasValue(1.75);
  }

  @Test
  void aServerThatSaysNothingOfPausesHasNoFigure() {
    assertThat(GcPauses.total("jvm_threads 3\n")).isEmpty();
  }
}
