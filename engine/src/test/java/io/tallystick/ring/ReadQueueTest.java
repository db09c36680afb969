package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ReadQueueTest {
  @Test
  void aSliceServesABoundedNumberAndTellsWhetherMoreWait() {
    ReadQueue queue = new ReadQueue(10, 2);
    List<Integer> served = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int read = i;
      CompletionStage<Boolean> unused = queue.submit(() -> served.add(read));
    }
    assertThat(queue.serveSlice()).isTrue();
    assertThat(served).containsExactly(0, 1);
    assertThat(queue.serveSlice()).isFalse();
    assertThat(served).containsExactly(0, 1, 2);
  }

  @Test
  void pastTheLimitAReadIsRefusedWithRetryAfter() {
    ReadQueue queue = new ReadQueue(1, 10);
    CompletionStage<String> first = queue.submit(() -> "served");
    assertThatThrownBy(() -> queue.submit(() -> "refused").toCompletableFuture().join())
        .hasMessageContaining("too many reads wait");
    queue.serveSlice();
    assertThat(first.toCompletableFuture()).isCompletedWithValue("served");
  }
}
