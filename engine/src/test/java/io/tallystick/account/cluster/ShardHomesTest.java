package io.tallystick.account.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which shards are open, by what their witnesses answered. */
class ShardHomesTest {
  private static final Address A = new Address("akka", "tallystick", "a", 1);
  private static final Address B = new Address("akka", "tallystick", "b", 1);

  private long now = 1_000_000_000L;
  private final ShardHomes homes = new ShardHomes(3, now);

  private void pass(long ms) {
    now += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  private ShardHomes.Way way(int shard) {
    return homes.way(shard, now);
  }

  private boolean answer(int shard, Address home) {
    return homes.answered(new Here(shard, homes.round(), home));
  }

  @Test
  void commandsWaitForAShardsAnswerAndNotForEver() {
    assertThat(way(0)).isEqualTo(ShardHomes.Way.HOLD);
    pass(ShardHomes.PATIENCE_MS - 1);
    assertThat(way(0)).isEqualTo(ShardHomes.Way.HOLD);
    pass(1);
    assertThat(way(0)).isEqualTo(ShardHomes.Way.REFUSE);
    assertThat(answer(0, A)).isTrue();
    assertThat(way(0)).isEqualTo(ShardHomes.Way.SEND);
    assertThat(homes.home(0)).contains(A);
    assertThat(way(1)).isEqualTo(ShardHomes.Way.REFUSE);
  }

  @Test
  void aLostNodeShutsWhatDoesNotAnswerAnewAndNothingElse() {
    assertThat(answer(0, A)).isTrue();
    assertThat(answer(1, B)).isTrue();
    long before = homes.round();
    homes.unreachable(B, now);
    assertThat(way(0)).isEqualTo(ShardHomes.Way.HOLD);
    // What was asked before the loss tells nothing of the time after it.
    assertThat(homes.answered(new Here(0, before, A))).isFalse();
    assertThat(answer(0, A)).isTrue();
    assertThat(answer(1, B)).as("an answer from the lost node itself").isFalse();
    pass(ShardHomes.PATIENCE_MS);
    assertThat(way(0)).isEqualTo(ShardHomes.Way.SEND);
    assertThat(way(1)).isEqualTo(ShardHomes.Way.REFUSE);
    homes.removed(B, now);
    assertThat(answer(1, A)).isTrue();
    assertThat(way(1)).isEqualTo(ShardHomes.Way.SEND);
  }

  @Test
  void whoComesBackIsAskedAnewAndBeingToldTwiceIsNoNews() {
    homes.unreachable(B, now);
    long lost = homes.round();
    homes.unreachable(B, now);
    assertThat(homes.round()).isEqualTo(lost);
    homes.reachable(B, now);
    assertThat(homes.round()).isGreaterThan(lost);
    assertThat(answer(1, B)).isTrue();
  }

  @Test
  void aShardIsAskedAgainOftenUntilItAnswersAndRarelyAfterwards() {
    assertThat(homes.ask(2, now)).isTrue();
    assertThat(homes.ask(2, now)).isFalse();
    pass(ShardHomes.ASK_AGAIN_MS);
    assertThat(homes.ask(2, now)).isTrue();
    homes.unreachable(B, now);
    assertThat(homes.ask(2, now)).as("at once in a new round").isTrue();
    assertThat(answer(2, A)).isTrue();
    pass(ShardHomes.ASK_AGAIN_MS);
    assertThat(homes.ask(2, now)).isFalse();
    pass(ShardHomes.REFRESH_MS - ShardHomes.ASK_AGAIN_MS);
    assertThat(homes.ask(2, now)).isTrue();
    assertThat(way(2)).as("open meanwhile").isEqualTo(ShardHomes.Way.SEND);
  }
}
