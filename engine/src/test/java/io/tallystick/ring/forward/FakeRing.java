package io.tallystick.ring.forward;

import io.tallystick.ring.Body;
import io.tallystick.ring.Intake;
import io.tallystick.ring.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands in for a node's ring. */
final class FakeRing implements Intake {
  final List<Body> submitted = new CopyOnWriteArrayList<>();
  final List<Long> deadlines = new CopyOnWriteArrayList<>();
  volatile Function<Body, CompletionStage<Outcome>> answer =
      body -> CompletableFuture.completedFuture(Samples.created(body.rows()));

  @Override
  public CompletionStage<Outcome> submit(Body body, long deadlineNanos) {
    submitted.add(body);
    deadlines.add(deadlineNanos);
    return answer.apply(body);
  }

  /** From now on nothing is answered. */
  void hold() {
    answer = body -> new CompletableFuture<>();
  }
}
