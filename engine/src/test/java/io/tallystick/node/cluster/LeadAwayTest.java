package io.tallystick.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.FollowerStatus;
import io.tallystick.ordering.raft.ReplicaId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** To whom a leader without room on its disk hands over, and how often. */
class LeadAwayTest {
  private static final ReplicaId TWO = new ReplicaId(2, 20);
  private static final ReplicaId THREE = new ReplicaId(3, 30);

  private final LeadAway away = new LeadAway();
  private long now;

  private static FollowerStatus follower(ReplicaId replica, long match) {
    return new FollowerStatus(replica, true, match, true, false);
  }

  private static MemberMessage.Hello hello(ReplicaId replica, boolean room) {
    return new MemberMessage.Hello(replica.node(), replica, "h:1", "", true, true, room);
  }

  private Optional<ReplicaId> next(List<FollowerStatus> followers, MemberMessage.Hello... present) {
    return away.next(followers, List.of(present), now);
  }

  private boolean tries() {
    return next(List.of(follower(TWO, 7)), hello(TWO, true)).isPresent();
  }

  private void pass(long ms) {
    now += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void theVoterWithRoomThatIsFurthestIsAsked() {
    List<FollowerStatus> both = List.of(follower(TWO, 7), follower(THREE, 9));
    assertThat(next(both, hello(TWO, true), hello(THREE, true))).contains(THREE);
    away.room();
    assertThat(next(both, hello(TWO, true), hello(THREE, false))).contains(TWO);
  }

  @Test
  void nobodyIsAskedWhoIsFullSilentBehindOrALearner() {
    assertThat(next(List.of(follower(TWO, 7)), hello(TWO, false))).isEmpty();
    assertThat(next(List.of(follower(TWO, 7)))).as("it announced nothing").isEmpty();
    assertThat(next(List.of(new FollowerStatus(TWO, true, 7, false, false)), hello(TWO, true)))
        .isEmpty();
    assertThat(next(List.of(new FollowerStatus(TWO, true, 7, true, true)), hello(TWO, true)))
        .isEmpty();
    assertThat(next(List.of(new FollowerStatus(TWO, false, 7, true, false)), hello(TWO, true)))
        .isEmpty();
  }

  @Test
  void triesBecomeRareUntilThereIsRoomAgain() {
    assertThat(tries()).isTrue();
    long pause = LeadAway.PAUSE_MS;
    while (pause < LeadAway.PAUSE_MS_MAX) {
      pass(pause - 1);
      assertThat(tries()).as("before %s ms", pause).isFalse();
      pass(1);
      assertThat(tries()).as("after %s ms", pause).isTrue();
      pause *= 2;
    }
    pass(LeadAway.PAUSE_MS_MAX - 1);
    assertThat(tries()).isFalse();
    away.room();
    assertThat(tries()).isTrue();
    pass(LeadAway.PAUSE_MS);
    assertThat(tries()).isTrue();
  }
}
