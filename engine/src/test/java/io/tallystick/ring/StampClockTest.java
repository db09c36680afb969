package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StampClockTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final AtomicLong wall = new AtomicLong(1_000 * HOUR);
  private final AtomicLong monotonic = new AtomicLong(7);
  private final StampClock clock =
      new StampClock(wall::get, monotonic::get, TimeUnit.NANOSECONDS.toMillis(HOUR));

  @Test
  void aForwardJumpPastTheBoundStopsStampingUntilTheClockIsRightAgain() {
    pass(HOUR, HOUR);
    assertThat(clock.now()).isEqualTo(wall.get());
    pass(2 * HOUR, 1);
    assertThatThrownBy(clock::now)
        .isInstanceOfSatisfying(
            TallystickException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("clock_jumped");
              assertThat(refused.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
              assertThat(refused.retryAfterMs()).isPositive();
            });
    pass(-2 * HOUR, 1);
    assertThat(clock.now()).isEqualTo(wall.get());
  }

  @Test
  void aLongIdleTimeIsNoJumpAndABackwardStepIsTaken() {
    pass(30 * HOUR, 30 * HOUR);
    assertThat(clock.now()).isEqualTo(wall.get());
    pass(-HOUR, 1);
    assertThat(clock.now()).isEqualTo(wall.get());
  }

  private void pass(long wallNanos, long monotonicNanos) {
    wall.addAndGet(wallNanos);
    monotonic.addAndGet(monotonicNanos);
  }
}
