package io.tallystick.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UnitBatcherTest {
  private static final HistoryRow HISTORY = TestJournal.group("batcher");

  private static JournalPosition after(MadeHistory local, long unit) {
    return unit == 0
        ? HISTORY.start()
        : new JournalPosition(unit, local.unit(unit).lastHeight(), local.unit(unit).lastHash());
  }

  @Test
  void aWriteHoldsAtMost8MibAndALargerUnitGoesAlone() {
    MadeHistory megabytes = new MadeHistory(HISTORY, 349_522, 20);
    assertThat(UnitBatcher.next(after(megabytes, 0), megabytes)).hasSize(7);
    MadeHistory large = new MadeHistory(HISTORY, 3_500_000, 3);
    assertThat(UnitBatcher.next(after(large, 0), large)).hasSize(1);
  }

  @Property(tries = 100)
  void writesFollowEachOtherWithoutGapAndNeverCrossAPartition(
      @ForAll @IntRange(max = 450) int from, @ForAll @IntRange(min = 0, max = 450) int closed) {
    MadeHistory local = new MadeHistory(HISTORY, 10, Math.max(from, closed));
    var units = UnitBatcher.next(after(local, from), local);
    long until = Math.min(Math.max(from, closed), (from / 100 + 1) * 100L);
    assertThat(units).hasSize((int) (until - from));
    JournalPosition position = after(local, from);
    for (JournalUnit unit : units) {
      position = position.advance(unit);
      assertThat(MessagesTable.partitionOf(unit.number())).isEqualTo(from / 100);
    }
  }
}
