package io.tallystick.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnitClockTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

  private final UnitClock unit = new UnitClock(1_000, 50);

  @Test
  void aUnitClosesWithTheBatchThatFillsIt() {
    assertThat(unit.closesWith(400, 0)).isFalse();
    assertThat(unit.isOpen()).isTrue();
    assertThat(unit.closesWith(599, MS)).isFalse();
    assertThat(unit.closesWith(1, 2 * MS)).isTrue();
    assertThat(unit.isOpen()).isFalse();
  }

  @Test
  void aUnitClosesWithTheFirstBatchThatFindsItOldAndIsOverdueBefore() {
    assertThat(unit.closesWith(1, 10 * MS)).isFalse();
    assertThat(unit.isOverdue(59 * MS)).isFalse();
    assertThat(unit.isOverdue(60 * MS)).isTrue();
    assertThat(unit.closesWith(1, 60 * MS)).isTrue();
    assertThat(unit.isOverdue(500 * MS)).isFalse();
  }

  @Test
  void aUnitLeftOpenByAnEarlierLeaderIsOverdueAtOnce() {
    unit.resumeOpen(1_000 * MS);
    assertThat(unit.isOverdue(1_000 * MS)).isTrue();
    assertThat(unit.closesWith(0, 1_000 * MS)).isTrue();
  }
}
