package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.TallystickException;
import io.tallystick.cli.cluster.demo.ClusterActions;
import io.tallystick.cli.cluster.demo.ClusterDemo;
import io.tallystick.cli.cluster.demo.DemoOutcome;
import io.tallystick.cli.cluster.demo.DemoTimes;
import io.tallystick.cli.demo.DemoPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClusterDemoTest {
  private static final DemoPlan PLAN = new DemoPlan(10, 1_000_000, 2, 77, 20);
  private static final DemoTimes TIMES = new DemoTimes(500, 500, 200, 10_000, 10_000);

  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
  private FakeCluster cluster;

  @BeforeEach
  void start() {
    cluster = new FakeCluster();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private DemoOutcome run(ClusterActions actions) {
    return new ClusterDemo(actions, PLAN, TIMES, console).run();
  }

  @Test
  void theLeaderIsKilledTheGapIsMeasuredAndNothingIsLost() {
    DemoOutcome outcome = run(cluster);
    assertThat(outcome.killed()).isEqualTo(1);
    assertThat(outcome.leader()).isEqualTo(2);
    assertThat(outcome.gapMs()).isBetween(250L, 5_000L);
    assertThat(outcome.lost()).isZero();
    assertThat(outcome.refused()).isZero();
    assertThat(outcome.checked()).isPositive();
    assertThat(outcome.end().level()).isTrue();
    assertThat(outcome.good()).isTrue();
    assertThat(cluster.state().settledIds()).hasSize((int) outcome.settled());
    assertThat(outcome.perColumn().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(outcome.settled());
    assertThat(String.join("\n", outcome.chart()))
        .contains("settled/s")
        .contains("node 1, the leader, was killed")
        .contains("node 2 leads; nothing settled for")
        .contains("node 1 was started again")
        .contains("node 1 has caught up");
  }

  @Test
  void whatWasAnsweredAndIsNotThereIsCountedAsLost() {
    cluster.losing = true;
    DemoOutcome outcome = run(cluster);
    assertThat(outcome.lost()).isPositive();
    assertThat(outcome.good()).isFalse();
  }

  @Test
  void aClusterThatIsNotWholeIsLeftAlone() {
    cluster.kill(2);
    assertThatThrownBy(() -> run(cluster))
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> assertThat(refused.code()).isEqualTo("cluster_not_healthy"));
    assertThat(cluster.state().settledIds()).isEqualTo(List.of());
  }
}
