package io.tallystick.ring.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ring.lookup.LookupMessage.Found;
import io.tallystick.ring.wire.WireErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private final Questions questions = new Questions(2, 3, 100);
  private final List<CompletableFuture<Found>> replies = new ArrayList<>();

  private CompletableFuture<Found> put(int id) {
    CompletableFuture<Found> reply = new CompletableFuture<>();
    replies.add(reply);
    questions.put(new LookupCommand.Put(Question.transfer(0, id), reply));
    return reply;
  }

  private static Found found(long sequence) {
    return new Found(0, sequence, null, null, null);
  }

  private static String code(CompletableFuture<Found> reply) {
    return WireErrors.known(reply.handle((ok, failure) -> failure).join()).code();
  }

  @Test
  void onlySoManyAreAskedAtOnceAndTheOthersWaitForTheirTurn() {
    put(1);
    put(2);
    put(3);
    assertThat(questions.next(0)).isEqualTo(new Questions.Turn(1, Question.transfer(0, 1)));
    assertThat(questions.next(0)).isEqualTo(new Questions.Turn(2, Question.transfer(0, 2)));
    assertThat(questions.next(0)).isNull();
    Found answer = found(1);
    questions.found(answer);
    assertThat(replies.get(0)).isCompletedWithValue(answer);
    assertThat(questions.next(0)).isEqualTo(new Questions.Turn(3, Question.transfer(0, 3)));
    assertThat(questions.next(0)).isNull();
    assertThat(questions.isIdle()).isFalse();
    questions.found(found(2));
    questions.found(found(3));
    assertThat(questions.isIdle()).isTrue();
  }

  @Test
  void oneMoreThanMayWaitFailsAtOnce() {
    put(1);
    put(2);
    put(3);
    assertThat(code(put(4))).isEqualTo("lookups_in_flight");
    questions.next(0);
    assertThat(put(5)).isNotDone();
  }

  @Test
  void whatWasAskedTooLongAgoFails() {
    put(1);
    put(2);
    put(3);
    questions.next(0);
    questions.next(50);
    questions.giveUp(99);
    assertThat(replies.get(0)).isNotDone();
    questions.giveUp(100);
    assertThat(code(replies.get(0))).isEqualTo("lookup_timed_out");
    assertThat(replies.get(1)).isNotDone();
    questions.found(found(1));
    assertThat(questions.next(100)).isNotNull();
    questions.giveUp(150);
    assertThat(code(replies.get(1))).isEqualTo("lookup_timed_out");
    assertThat(replies.get(2)).isNotDone();
  }

  @Test
  void theEndFailsAll() {
    put(1);
    put(2);
    questions.next(0);
    questions.giveUpAll(Questions.retry("node_stopping", ""));
    replies.forEach(reply -> assertThat(code(reply)).isEqualTo("node_stopping"));
    assertThat(questions.isIdle()).isTrue();
  }
}
