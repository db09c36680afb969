package io.tallystick.ring;

import java.util.concurrent.CompletionStage;

/**
 * Where bodies enter the engine. Never blocks: what finds no place fails at once with a retryable
 * error.
 */
public interface Intake {
  /**
   * Orders and applies one body.
   *
   * @param deadlineNanos {@link System#nanoTime()} after which a body that is not yet proposed is
   *     refused ({@code UNAVAILABLE}) and one that is proposed fails with {@code OUTCOME_UNKNOWN}
   * @return its outcome; fails with {@code TallystickException} of kind TOO_MANY or UNAVAILABLE
   *     (never entered) or OUTCOME_UNKNOWN
   */
  CompletionStage<Outcome> submit(Body body, long deadlineNanos);
}
