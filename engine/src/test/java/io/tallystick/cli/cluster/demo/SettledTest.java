package io.tallystick.cli.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SettledTest {
  private static Settled at(long... nanos) {
    Settled settled = new Settled();
    for (int i = 0; i < nanos.length; i++) {
      settled.add(new Settled.Answer(i, 10, nanos[i]));
    }
    return settled;
  }

  @Test
  void rowsFallIntoTheSliceOfTheirAnswer() {
    Settled settled = at(100, 109, 110, 125, 130);
    assertThat(settled.perSlice(100, 130, 10)).containsExactly(20, 10, 10);
    assertThat(settled.perSlice(100, 131, 10)).containsExactly(20, 10, 10, 10);
    assertThat(settled.rows()).isEqualTo(50);
  }

  @Test
  void theLongestGapBeginsAtTheLastAnswerBeforeItOrAtTheBegin() {
    assertThat(at(5, 20, 90, 95).longestGap(10, 100)).isEqualTo(new Settled.Gap(20, 90));
    assertThat(at(80, 90).longestGap(10, 100)).isEqualTo(new Settled.Gap(10, 80));
    assertThat(at().longestGap(10, 100)).isEqualTo(new Settled.Gap(10, 100));
    assertThat(new Settled.Gap(0, 2_000_000).ms()).isEqualTo(2);
  }

  @Test
  void answersOfATimeIncludeItsBeginAndNotItsEnd() {
    Settled settled = at(10, 20, 30);
    assertThat(settled.between(10, 30).stream().map(Settled.Answer::body))
        .isEqualTo(List.of(0L, 1L));
    assertThat(settled.anyAfter(29)).isTrue();
    assertThat(settled.anyAfter(30)).isFalse();
  }
}
