package io.tallystick.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.simulation.node.NodeBuild;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulation sees what it is there to see: each classic mistake is caught within some seeds.
 */
@ExtendWith(QuietNodes.class)
class BrokenBuildsTest {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenBuildsTest.class);

  /** How many seeds a mistake may need to show itself. */
  private static final int SEEDS_MAX = 100;

  /** Faults that make leaders change while their entries are half-way. */
  private static final List<FaultKind> CHANGES_OF_LEADER =
      List.of(
          FaultKind.MESSAGE_LOSS,
          FaultKind.MESSAGE_DELAY,
          FaultKind.PARTITION,
          FaultKind.ISOLATED_NODE,
          FaultKind.ISOLATED_NODE,
          FaultKind.CRASH,
          FaultKind.CRASH_OF_ALL,
          FaultKind.SLOW_DISK);

  private static final String ORDER = "one order";
  private static final String LEADER = "one leader a term";
  private static final String COMPLETE = "a leader has everything that is settled";
  private static final String ACKNOWLEDGED = "acknowledged means there";
  private static final String ITSELF = "no node fails by itself";

  private static SimulationResult firstFinding(SimulationPlan plan, Supplier<NodeBuild> build) {
    SimulationMemory memory = new SimulationMemory();
    for (long seed = 0; seed < SEEDS_MAX; seed++) {
      SimulationResult result = new Simulation(seed, plan, memory, build.get()).run();
      if (!result.holds()) {
        LOG.info("caught by seed {}: {}: {}", seed, result.promise(), result.what());
        return result;
      }
    }
    throw new AssertionError("not caught within " + SEEDS_MAX + " seeds");
  }

  @Test
  void acknowledgingBeforeTheFsyncIsCaught() {
    assertThat(
            firstFinding(SimulationPlan.standard(), BrokenBuilds.AcknowledgesBeforeFsync::new)
                .promise())
        .isIn(ORDER, LEADER, COMPLETE, ACKNOWLEDGED, ITSELF);
  }

  @Test
  void forgettingAVoteInACrashIsCaught() {
    assertThat(firstFinding(leaders(), BrokenBuilds.ForgetsVotes::new).promise())
        .isIn(ORDER, LEADER);
  }

  @Test
  void votingTwiceInATermIsCaught() {
    assertThat(firstFinding(leaders(), BrokenBuilds.VotesTwice::new).promise())
        .isIn(ORDER, LEADER, ITSELF);
  }

  @Test
  void applyingBeforeCommitIsCaught() {
    assertThat(
            firstFinding(SimulationPlan.standard(), BrokenBuilds.AppliesBeforeCommit::new)
                .promise())
        .isIn(ORDER, COMPLETE);
  }

  @Test
  void committingAnOlderTermsEntryByCountIsCaught() {
    assertThat(firstFinding(leaders(), BrokenBuilds.CountsOlderTerms::new).promise())
        .isIn(ORDER, COMPLETE);
  }

  @Test
  void keepingASuffixThatTheLeaderReplacedIsCaught() {
    assertThat(firstFinding(leaders(), BrokenBuilds.KeepsOldSuffix::new).promise())
        .isIn(ORDER, COMPLETE, ITSELF);
  }

  @Test
  void stampingBeforeEverythingOlderIsAppliedIsCaught() {
    assertThat(
            firstFinding(SimulationPlan.standard(), BrokenBuilds.StampsBeforeApplied::new)
                .promise())
        .isIn("every settled entry is applied", ITSELF);
  }

  @Test
  void losingIdsIsCaught() {
    assertThat(firstFinding(SimulationPlan.standard(), BrokenBuilds.LosesIds::new).promise())
        .isIn("the model's results", "each id once");
  }

  @Test
  void takingABodyThatWasRefusedIsCaught() {
    assertThat(
            firstFinding(SimulationPlan.standard(), BrokenBuilds.LiesAboutRefusals::new).promise())
        .isEqualTo("refused means never entered");
  }

  @Test
  void aNodeThatNeverCatchesUpIsCaught() {
    assertThat(firstFinding(SimulationPlan.standard(), BrokenBuilds.DeafNode::new).promise())
        .isEqualTo("liveness");
  }

  private static SimulationPlan leaders() {
    SimulationPlan standard = SimulationPlan.standard();
    return new SimulationPlan(
        standard.faultsMs(), standard.calmMs(), standard.healingMaxMs(), CHANGES_OF_LEADER);
  }
}
