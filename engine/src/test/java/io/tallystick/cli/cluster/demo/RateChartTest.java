package io.tallystick.cli.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RateChartTest {
  @Test
  void aGapIsAHoleInTheChartAndMarksStandBelowTheirTime() {
    long[] counts = {50, 100, 100, 0, 0, 75, 100};
    List<String> lines =
        RateChart.lines(
            "settled/s",
            counts,
            1_000,
            List.of(
                new RateChart.Mark(3_000, "node 1, the leader, was killed"),
                new RateChart.Mark(5_400, "node 2 leads")));
    assertThat(lines)
        .containsExactly(
            "settled/s",
            "      100 | ##   #",
            "          | ##   #",
            "          | ##  .#",
            "          | ##  ##",
            "          | ##  ##",
            "       50 |###  ##",
            "          |###  ##",
            "          |###  ##",
            "          |###  ##",
            "          |###  ##",
            "        0 ++----+-",
            "           0s   5s",
            "              A B",
            "A    3.0 s  node 1, the leader, was killed",
            "B    5.4 s  node 2 leads");
  }

  @Test
  void aTimeOfAnyLengthFitsItsWidth() {
    for (long durationMs : new long[] {1, 100, 7_200, 7_201, 25_000, 3_600_000}) {
      long columnMs = RateChart.columnMs(durationMs);
      assertThat(columnMs % 100).isZero();
      assertThat(RateChart.up(durationMs, columnMs)).isBetween(1L, (long) RateChart.COLUMNS_MAX);
    }
  }

  @Test
  void theScaleEndsAtARoundNumberThatIsNotExceeded() {
    assertThat(RateChart.niceTop(0)).isEqualTo(10);
    assertThat(RateChart.niceTop(10)).isEqualTo(10);
    assertThat(RateChart.niceTop(11)).isEqualTo(20);
    assertThat(RateChart.niceTop(92_000)).isEqualTo(100_000);
    assertThat(RateChart.niceTop(200_001)).isEqualTo(500_000);
  }

  @Test
  void marksAtOneTimeStandBesideEachOtherAndNothingIsWiderThanItsColumns() {
    List<String> lines =
        RateChart.lines(
            "t",
            new long[72],
            100,
            List.of(
                new RateChart.Mark(0, "a"),
                new RateChart.Mark(0, "b"),
                new RateChart.Mark(999_999, "c")));
    assertThat(lines.get(13).strip()).startsWith("AB").endsWith("C");
    assertThat(lines).allMatch(line -> line.length() <= 11 + 72 + 3);
  }
}
