package io.tallystick.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.base.ErrorKind;
import io.tallystick.base.TallystickException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetriesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Long> pauses = new ArrayList<>();
  private final Retries retries =
      new Retries(
          10_000,
          nanos::get,
          pauseMs -> {
            pauses.add(pauseMs);
            nanos.addAndGet(pauseMs * 1_000_000);
          });

  private static Supplier<String> failing(int times, TallystickException failure) {
    int[] left = {times};
    return () -> {
      if (left[0]-- > 0) {
        throw failure;
      }
      return "done";
    };
  }

  private String run(Supplier<String> request) {
    return retries.run(request, (failure, pauseMs) -> {});
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorKind.class,
      names = {"TOO_MANY", "UNAVAILABLE", "OUTCOME_UNKNOWN"})
  void whatMayPassIsTriedAgainWithGrowingPauses(ErrorKind kind) {
    assertThat(run(failing(4, TallystickException.of(kind, "busy", "busy")))).isEqualTo("done");
    assertThat(pauses).containsExactly(100L, 200L, 400L, 800L);
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TOO_MANY", "UNAVAILABLE", "OUTCOME_UNKNOWN"})
  void whatWillNotPassIsToldAtOnce(ErrorKind kind) {
    assertThatThrownBy(() -> run(failing(1, TallystickException.of(kind, "no", "no"))))
        .isInstanceOf(TallystickException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void theServersWishForALongerPauseIsFollowedWithinReason() {
    run(failing(1, TallystickException.retry(ErrorKind.UNAVAILABLE, "x", "x", 3_000)));
    run(failing(1, TallystickException.retry(ErrorKind.UNAVAILABLE, "x", "x", 60_000)));
    assertThat(pauses).containsExactly(3_000L, Retries.LONGEST_PAUSE_MS);
  }

  @Test
  void itEndsWithTheLastFailureWhenTheTimeIsOver() {
    TallystickException failure =
        TallystickException.of(ErrorKind.UNAVAILABLE, "unreachable", "gone");
    assertThatThrownBy(() -> run(failing(Integer.MAX_VALUE, failure))).isSameAs(failure);
    assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(10_000);
  }
}
