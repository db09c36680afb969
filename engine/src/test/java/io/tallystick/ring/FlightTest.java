package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FlightTest {
  private final Flight flight = new Flight(2);

  @Test
  void onlyTheOldestProposalOfTheSameTermAndStampArrives() {
    PendingBatch first = depart(3, 100);
    PendingBatch second = depart(3, 200);
    assertThat(flight.arrive(2, 100)).as("another leader's entry with the same stamp").isNull();
    assertThat(flight.arrive(3, 200)).as("never out of order").isNull();
    assertThat(flight.arrive(3, 100)).isSameAs(first);
    assertThat(flight.arrive(3, 200)).isSameAs(second);
    assertThat(flight.isEmpty()).isTrue();
  }

  @Test
  void theBatcherWaitsUntilThereIsRoom() throws Exception {
    depart(1, 1);
    depart(1, 2);
    CountDownLatch passed = new CountDownLatch(1);
    Thread batcher =
        new Thread(
            () -> {
              try {
                flight.awaitRoom();
                passed.countDown();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    batcher.start();
    Awaitility.await().until(() -> batcher.getState() == Thread.State.WAITING);
    assertThat(passed.getCount()).isEqualTo(1);
    flight.arrive(1, 1);
    passed.await();
    batcher.join();
  }

  @Test
  void whatIsLostIsOfUnknownOutcomeAndSaysThatARetryIsSafe() {
    CompletableFuture<Outcome> reply = new CompletableFuture<>();
    PendingBatch batch = new PendingBatch();
    batch.add(new PendingBatch.Caller(1, false, reply));
    batch.stamp(1, 1);
    flight.depart(batch);
    flight.failAll("leadership was lost", false);
    assertThatThrownBy(reply::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TallystickException.class,
            lost -> assertThat(lost.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN))
        .hasMessageContaining("retrying the same ids is safe");
    assertThat(flight.isEmpty()).isTrue();
  }

  private PendingBatch depart(long term, long stamp) {
    PendingBatch batch = new PendingBatch();
    batch.stamp(term, stamp);
    flight.depart(batch);
    return batch;
  }
}
