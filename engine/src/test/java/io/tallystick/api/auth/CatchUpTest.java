package io.tallystick.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private final List<CompletableFuture<Long>> barriers = new ArrayList<>();
  private final CatchUp catchUp =
      new CatchUp(
          () -> {
            barriers.add(new CompletableFuture<>());
            return barriers.get(barriers.size() - 1);
          });

  private static boolean done(CompletionStage<Void> wait) {
    return wait.toCompletableFuture().isDone();
  }

  @Test
  void whoAsksWhileABarrierRunsWaitsForOneThatBeginsLaterAndSharesIt() {
    CompletionStage<Void> first = catchUp.reached();
    List<CompletionStage<Void>> later = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      later.add(catchUp.reached());
    }
    assertThat(barriers).hasSize(1);
    barriers.get(0).complete(1L);
    assertThat(done(first)).isTrue();
    assertThat(later).noneMatch(CatchUpTest::done);
    assertThat(barriers).hasSize(2);
    barriers.get(1).complete(2L);
    assertThat(later).allMatch(CatchUpTest::done);
    assertThat(barriers).hasSize(2);
  }

  @Test
  void afterAPauseABarrierBeginsAtOnce() {
    catchUp.reached();
    barriers.get(0).complete(1L);
    CompletionStage<Void> next = catchUp.reached();
    assertThat(barriers).hasSize(2);
    assertThat(done(next)).isFalse();
  }

  @Test
  void aBarrierThatFailsFailsWhoWaitedForItAndNobodyElse() {
    CompletionStage<Void> first = catchUp.reached();
    CompletionStage<Void> second = catchUp.reached();
    barriers.get(0).completeExceptionally(new IllegalStateException("no leader"));
    assertThat(first.toCompletableFuture()).isCompletedExceptionally();
    assertThat(done(second)).isFalse();
    barriers.get(1).complete(1L);
    assertThat(second.toCompletableFuture()).isCompletedWithValue(null);
  }

  @Test
  void aBarrierThatCannotBeAskedForFailsToo() {
    CatchUp broken =
        new CatchUp(
            () -> {
              throw new IllegalStateException("stopped");
            });
    assertThat(broken.reached().toCompletableFuture()).isCompletedExceptionally();
    assertThat(broken.reached().toCompletableFuture()).isCompletedExceptionally();
  }
}
