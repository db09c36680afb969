package io.tallystick.api.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/** Asks many questions with a bounded number of them open at once. */
final class AsyncLoop {
  /** Questions that are open together. */
  private static final int WINDOW = 256;

  private AsyncLoop() {}

  /** The answers to questions 0 … {@code count - 1}, in order; fails with the first failure. */
  static <T> CompletionStage<List<T>> ask(int count, IntFunction<CompletionStage<T>> question) {
    return window(count, question, 0, new ArrayList<>(count));
  }

  private static <T> CompletionStage<List<T>> window(
      int count, IntFunction<CompletionStage<T>> question, int from, List<T> answers) {
    if (from >= count) {
      return CompletableFuture.completedFuture(answers);
    }
    int to = Math.min(count, from + WINDOW);
    List<CompletableFuture<T>> open = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      open.add(question.apply(i).toCompletableFuture());
    }
    return CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> {
              open.forEach(answer -> answers.add(answer.join()));
              return window(count, question, to, answers);
            });
  }
}
