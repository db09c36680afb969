package io.tallystick.load.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RateTableTest {
  private static RateRun run(int nodes, int repetition, double perSecond) {
    ObjectNode figures = new ObjectMapper().createObjectNode();
    figures.put("transfers_per_s", perSecond).put("driver_cpu_s", 1.0);
    // 2 s of the leader for a million transfers, 1 s of a follower, half a second of Cassandra.
    return new RateRun(
        nodes, repetition, figures, 1_000_000, 2_000_000_000L, 1_000_000_000L, 500_000_000L);
  }

  @Test
  void ratiosAreWithinARepetition() {
    // The machine halves its speed in the second repetition: figures follow it, ratios do not.
    RateTable table =
        new RateTable(List.of(run(1, 1, 400), run(3, 1, 200), run(3, 2, 100), run(1, 2, 200)));
    assertThat(table.ratio(3)).isEqualTo(0.5, within(1e-9));
    assertThat(table.median(3, RateRun::settledPerSecond)).isEqualTo(150, within(1e-9));
  }

  @Test
  void processorTimeIsInSecondsForAMillionTransfers() {
    RateRun three = run(3, 1, 200);
    assertThat(three.leaderCpuSecondsPerMillion()).isEqualTo(2, within(1e-9));
    assertThat(three.followerCpuSecondsPerMillion()).isEqualTo(1, within(1e-9));
    assertThat(three.cassandraCpuSecondsPerMillion()).isEqualTo(0.5, within(1e-9));
    assertThat(three.driverCpuSecondsPerMillion()).isEqualTo(1, within(1e-9));
    assertThat(run(1, 1, 200).followerCpuSecondsPerMillion()).isNaN();
    assertThat(new RateTable(List.of(run(1, 1, 400), three)).markdown())
        .contains(
            "| 1 | 400 | 1.00 | 2.00 | – | 0.50 |", "| 3 | 200 | 0.50 | 2.00 | 1.00 | 0.50 |");
  }
}
