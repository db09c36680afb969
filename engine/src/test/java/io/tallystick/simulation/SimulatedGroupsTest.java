package io.tallystick.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.cli.view.SimulationView;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hundred groups of nodes under faults. {@code -Dtallystick.simulate.seed=S} begins elsewhere,
 * {@code -Dtallystick.simulate.seeds=N} runs that many.
 */
@ExtendWith(QuietNodes.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedGroupsTest {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedGroupsTest.class);
  private static final int SEEDS = 200;
  private static final int THREADS = 2;

  private long count;
  private SimulationTotals totals;

  @BeforeAll
  void run() {
    long first = Long.getLong("tallystick.simulate.seed", 1);
    count = Long.getLong("tallystick.simulate.seeds", SEEDS);
    totals = SimulationRuns.run(first, count, THREADS, SimulationPlan.standard(), result -> {});
    LOG.info(
        "{} seeds: {} batches, {} transfers, {} restarts, faults {}",
        totals.runs(),
        totals.batches(),
        totals.transfers(),
        totals.restarts(),
        totals.faults());
  }

  @Test
  void everyPromiseHoldsUnderEverySeed() {
    assertThat(totals.runs()).isEqualTo(count);
    assertThat(totals.findings())
        .as(
            totals.findings().stream()
                .map(SimulationView::finding)
                .collect(Collectors.joining("; ")))
        .isEmpty();
  }

  @Test
  void muchGetsDoneAndEveryFaultTakesPlace() {
    assertThat(totals.transfers()).isGreaterThan(100 * count);
    assertThat(totals.answers()).isGreaterThan(100 * count);
    assertThat(totals.reads()).isGreaterThan(count);
    assertThat(totals.restarts()).isGreaterThan(2 * count);
    assertThat(totals.leaders()).isGreaterThan(2 * count);
    if (count >= SEEDS) {
      assertThat(totals.faults().keySet()).containsExactlyInAnyOrder(FaultKind.values());
    }
  }

  @Test
  void aSeedReplaysExactly() {
    SimulationMemory used = new SimulationMemory();
    for (long seed = 1; seed <= 6; seed++) {
      SimulationResult once = run(seed, new SimulationMemory());
      SimulationResult again = run(seed, used);
      assertThat(again).isEqualTo(once);
      assertThat(once.events()).isGreaterThan(1_000);
    }
  }

  @Test
  void everySeedIsARunOfItsOwn() {
    SimulationMemory memory = new SimulationMemory();
    assertThat(run(1, memory).traceHash()).isNotEqualTo(run(2, memory).traceHash());
  }

  private static SimulationResult run(long seed, SimulationMemory memory) {
    return new Simulation(seed, SimulationPlan.standard(), memory).run();
  }
}
