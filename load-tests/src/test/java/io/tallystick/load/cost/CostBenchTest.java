package io.tallystick.load.cost;

import static io.tallystick.load.cost.Variant.EVERYTHING_ON;
import static io.tallystick.load.cost.Variant.FSYNC_OFF;
import static io.tallystick.load.cost.Variant.HASHING_OFF;
import static io.tallystick.load.cost.Variant.JOURNAL_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.process.Repetitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class CostBenchTest {
  private static final double EXACT = 1e-9;

  private static CostRun run(Variant variant, int repetition, double perSecond) {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("transfers_per_s", perSecond).put("server_cpu_cores", 1.5);
    figures.put("journal_lag_at_end_mb", 1_000.0 * repetition);
    figures.put("p50_ms", 10.0 * repetition).put("p99_ms", 20.0 * repetition);
    if (variant != JOURNAL_OFF) {
      figures.put("cassandra_cpu_cores", 0.5);
    }
    return new CostRun(variant, repetition, figures);
  }

  @Test
  void everyOtherRepetitionRunsInTheOppositeOrder() throws IOException {
    List<String> order = new ArrayList<>();
    List<CostRun> runs =
        CostBench.run(
            List.of(EVERYTHING_ON, HASHING_OFF, FSYNC_OFF),
            3,
            (variant, repetition) -> run(variant, repetition, 1),
            run -> order.add(run.repetition() + " " + run.variant().part()));
    assertThat(order)
        .containsExactly(
            "1 ",
            "1 hashing",
            "1 fsync",
            "2 fsync",
            "2 hashing",
            "2 ",
            "3 ",
            "3 hashing",
            "3 fsync");
    assertThat(runs).hasSize(9);
  }

  @Test
  void medianOfRunsAndOfRatiosWithinARepetition() {
    // The machine halves its speed in the second repetition: figures follow it, ratios do not.
    CostTable table =
        new CostTable(
            List.of(EVERYTHING_ON, JOURNAL_OFF),
            List.of(
                run(EVERYTHING_ON, 1, 100_000),
                run(JOURNAL_OFF, 1, 150_000),
                run(JOURNAL_OFF, 2, 75_000),
                run(EVERYTHING_ON, 2, 50_000),
                run(EVERYTHING_ON, 3, 300_000),
                run(JOURNAL_OFF, 3, 450_000)));
    CostTable.Line on = table.lines().get(0);
    CostTable.Line off = table.lines().get(1);
    assertThat(on.settledPerSecond()).isEqualTo(100_000);
    assertThat(on.settledPerSecondMin()).isEqualTo(50_000);
    assertThat(on.settledPerSecondMax()).isEqualTo(300_000);
    assertThat(on.ratio()).isEqualTo(1);
    assertThat(on.serverCpuSecondsPerMillion()).isCloseTo(15, within(EXACT));
    assertThat(on.cassandraCpuSecondsPerMillion()).isCloseTo(5, within(EXACT));
    assertThat(on.p50Ms()).isEqualTo(20);
    assertThat(on.p99Ms()).isEqualTo(40);
    assertThat(off.ratio()).isCloseTo(1.5, within(EXACT));
    assertThat(off.cassandraCpuSecondsPerMillion()).isNaN();
    assertThat(table.markdown())
        .contains(
            "| everything on | 100,000 (50,000 … 300,000) | 1.00 | 15.00 | 5.00 | 20 | 40 | 2,000 |")
        .contains("| journal off | 150,000 (75,000 … 450,000) | 1.50 | 10.00 | – | 20 | 40 | – |");
    assertThat(table.json().path("medians").path(1).path("of_everything_on").asDouble())
        .isCloseTo(1.5, within(EXACT));
    assertThat(table.json().path("medians").path(1).has("cassandra_cpu_s_per_million")).isFalse();
    assertThat(table.json().path("runs")).hasSize(6);
  }

  @Test
  void oneRunHasNoRange() {
    CostTable table = new CostTable(List.of(EVERYTHING_ON), List.of(run(EVERYTHING_ON, 1, 1_000)));
    assertThat(table.markdown()).contains("| everything on | 1,000 | 1.00 |");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Repetitions.median(DoubleStream.of(100, 2, 1, 4))).isEqualTo(3);
    assertThat(Repetitions.median(DoubleStream.of(7))).isEqualTo(7);
  }
}
