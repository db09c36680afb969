package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MilestoneTest {
  @Test
  void waitersAreReleasedInOrderWhenTheirIndexIsPassedAndNotBefore() {
    Milestone milestone = new Milestone(5);
    assertThat(milestone.reached(5).toCompletableFuture()).isCompletedWithValue(5L);
    CompletableFuture<Long> seven = milestone.reached(7).toCompletableFuture();
    CompletableFuture<Long> nine = milestone.reached(9).toCompletableFuture();
    milestone.advance(6);
    assertThat(seven).isNotDone();
    milestone.advance(8);
    assertThat(seven).isCompletedWithValue(8L);
    assertThat(nine).isNotDone();
    milestone.fail(new IllegalStateException("stopped"));
    assertThat(nine).isCompletedExceptionally();
  }

  @Test
  void noWakeUpIsLostBetweenAWaiterAndAnAdvance() throws Exception {
    Milestone milestone = new Milestone(0);
    Thread advancing =
        new Thread(
            () -> {
              for (long index = 1; index <= 200_000; index++) {
                milestone.advance(index);
              }
            });
    advancing.start();
    for (long wanted = 1; wanted <= 200_000; wanted += 97) {
      milestone
          .reached(wanted)
          .toCompletableFuture()
          .get(20, java.util.concurrent.TimeUnit.SECONDS);
    }
    advancing.join();
    assertThat(milestone.index()).isEqualTo(200_000);
  }
}
