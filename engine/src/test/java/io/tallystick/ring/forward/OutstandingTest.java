package io.tallystick.ring.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import io.tallystick.ring.Body;
import io.tallystick.ring.BodyKind;
import io.tallystick.ring.Outcome;
import io.tallystick.ring.forward.LeaderView.Leader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OutstandingTest {
  private static final long MS = 1_000_000;
  private static final Leader OLD = new Leader(1, 5, false, 1);
  private static final Leader NEXT = new Leader(2, 6, false, 1);

  private final Outstanding outstanding = new Outstanding(200);
  private final CompletableFuture<Outcome> reply = new CompletableFuture<>();

  private void sent(long deadlineMs) {
    outstanding.add(1, Samples.transfers(2), deadlineMs * MS, OLD, reply);
  }

  private List<Outstanding.GivenUp> at(long ms, Leader leader) {
    return outstanding.giveUp(ms * MS, leader);
  }

  @Test
  void anAnswerEndsTheWait() {
    sent(1_000);
    Outcome outcome = Samples.created(2);
    outstanding.answered(1, outcome);
    assertThat(reply).isCompletedWithValue(outcome);
    assertThat(outstanding.isEmpty()).isTrue();
  }

  @Test
  void aRefusalIsPassedOnAsItIs() {
    sent(1_000);
    TallystickException reason = TallystickException.of(ErrorKind.TOO_MANY, "queue_full", "");
    outstanding.refused(1, reason);
    assertThat(reply.handle((ok, failure) -> failure).join()).isSameAs(reason);
  }

  @Test
  void anAnswerToNothingIsDropped() {
    sent(1_000);
    outstanding.answered(2, Samples.created(2));
    outstanding.refused(3, ForwardErrors.full());
    assertThat(reply).isNotDone();
  }

  @Test
  void anAnswerThatDoesNotFitTheBodyIsNoAnswer() {
    sent(1_000);
    outstanding.answered(1, Samples.created(3));
    assertUnknown(reply.handle((ok, failure) -> failure).join());
    CompletableFuture<Outcome> second = new CompletableFuture<>();
    Body wanting = new Body(BodyKind.TRANSFERS, 1, Samples.records(1), List.of(), true);
    outstanding.add(2, wanting, MS, OLD, second);
    outstanding.answered(2, Samples.created(1));
    assertUnknown(second.handle((ok, failure) -> failure).join());
  }

  @Test
  void withoutAnAnswerTheOutcomeIsNotKnownAfterTheDeadlineAndALittle() {
    sent(1_000);
    assertThat(at(1_099, OLD)).isEmpty();
    List<Outstanding.GivenUp> lost = at(1_100, OLD);
    assertThat(lost).hasSize(1);
    assertUnknown(lost.get(0).reason());
    assertThat(outstanding.isEmpty()).isTrue();
  }

  @Test
  void aLeaderThatAnotherFollowedMayAnswerForAWhile() {
    sent(60_000);
    assertThat(at(10, OLD)).isEmpty();
    assertThat(at(20, null)).isEmpty();
    assertThat(at(100, NEXT)).isEmpty();
    assertThat(at(299, NEXT)).isEmpty();
    List<Outstanding.GivenUp> lost = at(300, NEXT);
    assertThat(lost).hasSize(1);
    assertUnknown(lost.get(0).reason());
  }

  @Test
  void thatNoLeaderIsKnownEndsNothing() {
    sent(60_000);
    assertThat(at(50_000, null)).isEmpty();
  }

  @Test
  void anOlderLeaderFollowsNobody() {
    sent(60_000);
    Leader older = new Leader(3, 4, false, 1);
    assertThat(at(100, older)).isEmpty();
    assertThat(at(50_000, older)).isEmpty();
  }

  @Test
  void theSameNodeInALaterTermIsAnotherLeader() {
    sent(60_000);
    Leader again = new Leader(1, 6, false, 1);
    assertThat(at(100, again)).isEmpty();
    assertThat(at(300, again)).hasSize(1);
  }

  @Test
  void theEndGivesAllUp() {
    sent(60_000);
    outstanding.add(2, Samples.transfers(1), MS, NEXT, new CompletableFuture<>());
    List<Outstanding.GivenUp> lost = outstanding.giveUpAll("the node stopped");
    assertThat(lost).hasSize(2);
    lost.forEach(body -> assertUnknown(body.reason()));
    assertThat(outstanding.isEmpty()).isTrue();
  }

  private static void assertUnknown(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            TallystickException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
              assertThat(e.code()).isEqualTo("outcome_unknown");
            });
  }
}
