package io.tallystick.load.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OpenModelTest {
  private static final long SECOND = Window.NANOS_PER_SECOND;

  @Test
  void requestsAreDueAtTheRateWhateverTheServerDoes() {
    OpenSchedule schedule = new OpenSchedule(1_000, 1_000 + 10 * SECOND, 250.0);
    assertThat(schedule.dueNanos(0)).isEqualTo(1_000);
    assertThat(schedule.dueNanos(250)).isEqualTo(1_000 + SECOND);
    assertThat(schedule.dueNanos(2_499)).isEqualTo(1_000 + 9_996_000_000L);
    assertThat(schedule.dueNanos(2_500)).isEqualTo(Pacing.OVER);
  }

  @Test
  void anOddRateDoesNotDriftOverAnHour() {
    OpenSchedule schedule = new OpenSchedule(0, 4_000 * SECOND, 30.523);
    long due = schedule.dueNanos(109_883);
    assertThat(due / (double) SECOND)
        .isCloseTo(109_883 / 30.523, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void aConnectionWaitsUntilItsRequestIsDue() {
    AtomicLong clock = new AtomicLong(0);
    List<Long> waits = new ArrayList<>();
    OpenPacing pacing =
        new OpenPacing(
            new OpenSchedule(0, SECOND, 4),
            new AtomicLong(1),
            clock::get,
            nanos -> {
              waits.add(nanos);
              // Wakes up early once, as a parked thread may.
              clock.addAndGet(waits.size() == 1 ? nanos / 2 : nanos);
            });
    assertThat(pacing.next()).isEqualTo(SECOND / 4);
    assertThat(clock.get()).isEqualTo(SECOND / 4);
    assertThat(waits).hasSize(2);
  }

  @Test
  void aRequestThatIsDrawnLateStillCountsFromWhenItWasDue() {
    AtomicLong clock = new AtomicLong(SECOND * 3 / 4);
    OpenPacing pacing =
        new OpenPacing(
            new OpenSchedule(0, SECOND, 4),
            new AtomicLong(),
            clock::get,
            nanos -> {
              throw new AssertionError("nothing to wait for");
            });
    assertThat(pacing.next()).isEqualTo(0);
    assertThat(pacing.next()).isEqualTo(SECOND / 4);
    assertThat(pacing.next()).isEqualTo(SECOND / 2);
    assertThat(pacing.next()).isEqualTo(SECOND * 3 / 4);
    assertThat(pacing.next()).isEqualTo(Pacing.OVER);
  }

  @Test
  void theClosedModelStopsAtTheEndOfTheWindow() {
    AtomicLong clock = new AtomicLong(5);
    ClosedPacing pacing = new ClosedPacing(new Window(0, 1, 10), clock::get);
    assertThat(pacing.next()).isEqualTo(5);
    clock.set(10);
    assertThat(pacing.next()).isEqualTo(Pacing.OVER);
  }
}
