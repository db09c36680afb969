package io.tallystick.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.ordering.raft.ReplicaId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RemoteReadsTest {
  private static final ReplicaId LEADER = new ReplicaId(2, 1);
  private static final long FIRST = 1_000;
  private static final long RESEND = 200;

  private final RemoteReads reads = new RemoteReads(FIRST, RESEND, 4);

  private CompletableFuture<Long> read(long deadline) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    assertThat(reads.add(new RemoteReads.Waiting(answer, deadline))).isTrue();
    return answer;
  }

  private long ask(long now) {
    assertThat(reads.ask(LEADER, 5, now)).isTrue();
    return reads.context();
  }

  @Test
  void aReadNeverTakesTheAnswerToARequestMadeBeforeIt() {
    CompletableFuture<Long> first = read(9_000);
    long asked = ask(10);
    CompletableFuture<Long> second = read(9_000);
    assertThat(reads.ask(LEADER, 5, 20)).as("one request at a time").isFalse();
    reads.confirmed(asked, 70);
    assertThat(first).isCompletedWithValue(70L);
    assertThat(second).isNotDone();
    reads.confirmed(asked, 71);
    assertThat(second).as("the same answer again").isNotDone();
    reads.confirmed(ask(30), 72);
    assertThat(second).isCompletedWithValue(72L);
    assertThat(reads.ask(LEADER, 5, 40)).as("nobody waits").isFalse();
  }

  @Test
  void answersOfAnotherProcessOrToRequestsNeverMadeAreIgnored() {
    CompletableFuture<Long> read = read(9_000);
    long asked = ask(10);
    reads.confirmed(FIRST, 70);
    reads.confirmed(FIRST - 5, 70);
    reads.confirmed(asked + 1, 70);
    assertThat(read).isNotDone();
  }

  @Test
  void aLostRequestIsMadeAgainAndALateAnswerStillCounts() {
    CompletableFuture<Long> first = read(9_000);
    long lost = ask(10);
    CompletableFuture<Long> second = read(9_000);
    assertThat(reads.ask(LEADER, 5, 10 + RESEND - 1)).isFalse();
    long again = ask(10 + RESEND);
    assertThat(again).isNotEqualTo(lost);
    reads.confirmed(lost, 70);
    assertThat(first).isCompletedWithValue(70L);
    assertThat(second).isNotDone();
    reads.confirmed(again, 71);
    assertThat(second).isCompletedWithValue(71L);
  }

  @Test
  void aNewLeaderIsAskedAtOnceAndNobodyWhileThereIsNone() {
    read(9_000);
    assertThat(reads.ask(null, 5, 0)).isFalse();
    ask(10);
    assertThat(reads.ask(new ReplicaId(3, 1), 6, 11)).isTrue();
  }

  @Test
  void readsWhoseTimeIsOverAreTakenOutAskedOrNot() {
    CompletableFuture<Long> first = read(50);
    ask(10);
    CompletableFuture<Long> second = read(60);
    CompletableFuture<Long> third = read(9_000);
    assertThat(reads.takeExpired(49)).isEmpty();
    assertThat(reads.takeExpired(60))
        .extracting(RemoteReads.Waiting::answer)
        .containsExactly(first, second);
    assertThat(reads.takeAll()).extracting(RemoteReads.Waiting::answer).containsExactly(third);
    assertThat(reads.isEmpty()).isTrue();
  }

  @Test
  void noMoreThanTheBoundWait() {
    read(1);
    read(1);
    ask(0);
    read(1);
    read(1);
    assertThat(reads.add(new RemoteReads.Waiting(new CompletableFuture<>(), 1))).isFalse();
  }
}
