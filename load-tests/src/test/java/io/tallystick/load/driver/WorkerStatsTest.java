package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Warm-up lasts from 0 to 2 s, the steady window from 2 s to 5 s. */
final class WorkerStatsTest {
  private static final long SECOND = Window.NANOS_PER_SECOND;
  private static final long MS = SECOND / 1_000;
  private static final Window WINDOW = Window.of(0, 2, 3);

  @Test
  void theClosedModelMeasuresWhatIsAnsweredWithinTheWindow() {
    WorkerStats stats = new WorkerStats(WINDOW, false);
    stats.answered(SECOND, SECOND, SECOND + MS, 10); // warm-up
    stats.answered(2 * SECOND - MS, 2 * SECOND - MS, 2 * SECOND + 4 * MS, 10); // counts: 5 ms
    stats.answered(5 * SECOND - MS, 5 * SECOND - MS, 5 * SECOND + MS, 10); // too late
    assertThat(stats.latencyMicros().getTotalCount()).isEqualTo(1);
    assertThat(stats.latencyMicros().getMaxValue()).isBetween(5_000L, 5_003L);
    assertThat(stats.steadyRequests()).isEqualTo(1);
  }

  @Test
  void theOpenModelMeasuresWhatWasDueWithinTheWindowHoweverLate() {
    WorkerStats stats = new WorkerStats(WINDOW, true);
    stats.answered(2 * SECOND - MS, 2 * SECOND - MS, 2 * SECOND + MS, 10); // was due in warm-up
    stats.answered(4 * SECOND, 6 * SECOND, 8 * SECOND, 10); // counts: 4 s, started 2 s late
    assertThat(stats.latencyMicros().getTotalCount()).isEqualTo(1);
    assertThat(stats.latencyMicros().getMaxValue()).isBetween(4_000_000L, 4_004_000L);
    assertThat(stats.lateStartMicros().getMaxValue()).isBetween(2_000_000L, 2_002_000L);
  }

  @Test
  void throughputCountsEachAnswerInItsOwnSecond() {
    WorkerStats stats = new WorkerStats(WINDOW, false);
    stats.answered(0, 0, SECOND / 2, 7);
    stats.answered(0, 0, 2 * SECOND, 11);
    stats.answered(0, 0, 5 * SECOND - 1, 13);
    stats.answered(0, 0, 5 * SECOND, 17);
    assertThat(stats.rowsInSecond(0)).isEqualTo(7);
    assertThat(stats.rowsInSecond(1)).isZero();
    assertThat(stats.rowsInSecond(2)).isEqualTo(11);
    assertThat(stats.rowsInSecond(4)).isEqualTo(13);
    assertThat(stats.rowsInSecond(5)).isZero();
  }

  @Test
  void resultsAreKeptApartByWhenTheyCame() {
    WorkerStats stats = new WorkerStats(WINDOW, false);
    stats.results(SECOND).created(5);
    stats.results(3 * SECOND).created(8);
    stats.results(3 * SECOND).refused("exists");
    stats.results(3 * SECOND).refused("exists");
    assertThat(stats.otherResults().created()).isEqualTo(5);
    assertThat(stats.steadyResults().created()).isEqualTo(8);
    assertThat(stats.steadyResults().refused()).containsExactly(java.util.Map.entry("exists", 2L));
    assertThat(stats.steadyResults().refusedRows()).isEqualTo(2);
  }

  @Test
  void aLatencyBeyondTheHistogramIsItsMaximumAndNoError() {
    WorkerStats stats = new WorkerStats(WINDOW, true);
    stats.answered(3 * SECOND, 3 * SECOND, 3 * SECOND + 3_600 * SECOND, 1);
    assertThat(stats.latencyMicros().getMaxValue())
        .isGreaterThanOrEqualTo(WorkerStats.LATENCY_MAX_MICROS);
  }
}
