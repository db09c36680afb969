package io.tallystick.load.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.process.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LevelCheckTest {
  private static NodeState state(int node, long height, String hash) {
    return new NodeState(node, "follower", 1, height, height, height, hash, 0, "", 0, height);
  }

  @Test
  void otherHashesAtOneHeightDifferAndOtherHeightsDoNot() {
    assertThat(
            LevelCheck.differing(List.of(state(1, 5, "aa"), state(2, 5, "aa"), state(3, 4, "bb"))))
        .isEmpty();
    assertThat(
            LevelCheck.differing(List.of(state(1, 5, "aa"), state(2, 5, "aa"), state(3, 5, "bb"))))
        .startsWith("nodes 1 and 3 differ");
  }
}
