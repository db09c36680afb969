package io.tallystick.ordering.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many seeds of {@link Simulation}. {@code -Dtallystick.simulation.seed=N} replays one, {@code
 * -Dtallystick.simulation.seeds=N} runs that many.
 */
class SimulationTest {
  private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
  private static final int SEEDS = 100;

  /** How many seeds a defect may need to show itself. */
  private static final int SEEDS_FOR_DEFECT = 400;

  @Test
  void anyFaultsLeaveOneOrderOneLeaderATermAndAGroupThatGoesOn() {
    Long only = Long.getLong("tallystick.simulation.seed");
    long first = only != null ? only : 0;
    long last = only != null ? only : Integer.getInteger("tallystick.simulation.seeds", SEEDS) - 1;
    long settled = 0;
    long reads = 0;
    long leaders = 0;
    long installed = 0;
    for (long seed = first; seed <= last; seed++) {
      Simulation.Outcome outcome = new Simulation(seed, Defect.NONE).run();
      settled += outcome.settled();
      reads += outcome.confirmedReads();
      leaders += outcome.leaders();
      installed += outcome.installed();
    }
    LOG.info(
        "{} seeds: {} entries settled, {} reads confirmed, {} leaders, {} logs begun anew",
        last - first + 1,
        settled,
        reads,
        leaders,
        installed);
    assertThat(settled).isGreaterThan(100 * (last - first + 1));
    assertThat(reads).isPositive();
    assertThat(installed).isPositive();
  }

  @Test
  void aSeedReplaysExactly() {
    assertThat(new Simulation(7, Defect.NONE).run())
        .isEqualTo(new Simulation(7, Defect.NONE).run());
  }

  @Test
  void aReplicaThatAcknowledgesBeforeItsFsyncIsCaught() {
    assertThatThrownBy(() -> runUntilCaught(Defect.ACKNOWLEDGES_BEFORE_FSYNC))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("replay: -Dtallystick.simulation.seed=");
  }

  @Test
  void aReplicaThatVotesTwiceInATermIsCaught() {
    assertThatThrownBy(() -> runUntilCaught(Defect.VOTES_TWICE_IN_A_TERM))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("one leader a term");
  }

  private static void runUntilCaught(Defect defect) {
    for (long seed = 0; seed < SEEDS_FOR_DEFECT; seed++) {
      try {
        new Simulation(seed, defect).run();
      } catch (AssertionError e) {
        LOG.info("{} caught: {}", defect, e.getMessage());
        throw e;
      }
    }
  }
}
