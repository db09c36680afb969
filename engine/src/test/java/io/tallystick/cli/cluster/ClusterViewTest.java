package io.tallystick.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ClusterViewTest {
  private static final String A = "aa".repeat(32);
  private static final String B = "bb".repeat(32);

  private static NodeView node(int node, String role, long term, long height, String hash) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("role", role).put("term", term).put("ready", true);
    status.put("settled_height", height).put("applied_height", height);
    status.put("sealed_height", height).put("sealed_hash", hash);
    return new NodeView(node, URI.create("http://127.0.0.1:" + node), 1, status, "");
  }

  private static NodeView silent(int node) {
    return new NodeView(
        node, URI.create("http://127.0.0.1:" + node), 0, null, "its port is not open");
  }

  private static ClusterView view(NodeView... nodes) {
    return new ClusterView(List.of(nodes));
  }

  @Test
  void allReachableWithOneLeaderIsHealthy() {
    ClusterView view =
        view(
            node(1, "follower", 3, 9, B),
            node(2, "leader", 3, 10, A),
            node(3, "follower", 3, 10, A));
    assertThat(view.healthy()).isTrue();
    assertThat(view.exitCode()).isZero();
    assertThat(view.level()).isFalse();
    assertThat(view.leader()).map(NodeView::node).contains(2);
    assertThat(view.behind(view.nodes().get(0))).isEqualTo(1);
    assertThat(view.behind(view.nodes().get(1))).isZero();
  }

  @Test
  void noLeaderTwoLeadersOrAMissingNodeIsNotHealthy() {
    assertThat(view(node(1, "follower", 1, 1, A), node(2, "candidate", 2, 1, A)).exitCode())
        .isEqualTo(1);
    ClusterView two = view(node(1, "leader", 1, 1, A), node(2, "leader", 2, 1, A));
    assertThat(two.exitCode()).isEqualTo(1);
    assertThat(two.leader()).map(NodeView::node).contains(2);
    assertThat(view(node(1, "leader", 1, 1, A), silent(2)).exitCode()).isEqualTo(1);
    assertThat(view(silent(1), silent(2)).exitCode()).isEqualTo(3);
  }

  @Test
  void nodesThatDifferAtOneHeightAreTold() {
    ClusterView view = view(node(1, "leader", 1, 5, A), node(2, "follower", 1, 5, B));
    assertThat(view.healthy()).isFalse();
    assertThat(view.differing())
        .get()
        .asString()
        .contains("nodes 1 and 2 differ at height 5", A, B);
    assertThat(view(node(1, "leader", 1, 5, A), node(2, "follower", 1, 4, B)).differing())
        .isEmpty();
  }

  @Test
  void nodesAreLevelWhenAllHoldTheSameHead() {
    assertThat(view(node(1, "leader", 1, 5, A), node(2, "follower", 1, 5, A)).level()).isTrue();
    assertThat(view(node(1, "leader", 1, 5, A), silent(2)).level()).isFalse();
  }

  @Test
  void aRollingRestartTakesFollowersInOrderAndTheLeaderLast() {
    ClusterView view =
        view(
            node(1, "leader", 1, 5, A), node(2, "follower", 1, 5, A), node(3, "follower", 1, 5, A));
    assertThat(RollingRestart.next(Set.of(1, 2, 3), view)).isEqualTo(2);
    assertThat(RollingRestart.next(Set.of(1, 3), view)).isEqualTo(3);
    assertThat(RollingRestart.next(Set.of(1), view)).isEqualTo(1);
  }

  @Test
  void theHeirIsTheFollowerThatHasAppliedMost() {
    ClusterView view =
        view(
            node(1, "leader", 1, 9, A),
            node(2, "follower", 1, 5, A),
            node(3, "follower", 1, 8, A),
            node(4, "learner", 1, 9, A));
    assertThat(RollingRestart.heir(view)).contains(3);
    assertThat(RollingRestart.heir(view(node(1, "leader", 1, 9, A), silent(2)))).isEmpty();
  }

  @Test
  void aNodeHasCaughtUpOnceItHasWhatWasSettledWhenItCameBack() {
    CatchUp catchUp = new CatchUp(2);
    assertThat(catchUp.see(view(node(1, "leader", 1, 10, A), silent(2)))).isFalse();
    assertThat(catchUp.see(view(node(1, "leader", 1, 20, A), node(2, "follower", 1, 5, A))))
        .isFalse();
    assertThat(catchUp.words()).isEqualTo("node 2: follower, height 5 of 20");
    assertThat(catchUp.see(view(node(1, "leader", 1, 90, A), node(2, "follower", 1, 19, B))))
        .isFalse();
    assertThat(catchUp.see(view(node(1, "leader", 1, 95, A), node(2, "follower", 1, 20, B))))
        .isTrue();
  }

  @Test
  void withoutALeaderNobodyKnowsWhatCaughtUpMeans() {
    CatchUp catchUp = new CatchUp(2);
    assertThat(catchUp.see(view(silent(1), node(2, "candidate", 1, 5, A)))).isFalse();
    assertThat(catchUp.words()).contains("no node leads");
  }
}
