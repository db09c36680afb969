package io.tallystick.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private final Schedule schedule = new Schedule();
  private final List<String> done = new ArrayList<>();

  private Runnable event(String name) {
    return () -> done.add(name + "@" + schedule.now());
  }

  private void runUntil(long nanos) {
    boolean more = true;
    while (more) {
      more = schedule.step(nanos);
    }
  }

  @Test
  void eventsComeInOrderOfTimeAndThenOfScheduling() {
    schedule.in(20, event("c"));
    schedule.in(10, event("a"));
    schedule.in(10, event("b"));
    runUntil(15);
    assertThat(done).containsExactly("a@10", "b@10");
    assertThat(schedule.now()).isEqualTo(15);
    runUntil(30);
    assertThat(done).containsExactly("a@10", "b@10", "c@20");
  }

  @Test
  void eventsDieWithTheLifeOfTheirProcess() {
    SimulatedProcess process = new SimulatedProcess();
    process.start();
    schedule.in(10, process, event("old"));
    process.stop();
    process.start();
    schedule.in(10, process, event("new"));
    runUntil(20);
    assertThat(done).containsExactly("new@10");
  }

  @Test
  void aPausedProcessDoesItsWorkLaterAndInOrder() {
    SimulatedProcess process = new SimulatedProcess();
    process.start();
    schedule.in(10, process, event("a"));
    schedule.in(11, process, event("b"));
    schedule.in(12, event("other"));
    process.pauseUntil(50);
    runUntil(60);
    assertThat(done).containsExactly("other@12", "a@50", "b@50");
  }
}
