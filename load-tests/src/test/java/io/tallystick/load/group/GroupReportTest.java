package io.tallystick.load.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.load.crash.Findings;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class GroupReportTest {
  private static GroupRound round(int number, String fault, long unavailableMs) {
    Histogram latency = new Histogram(3);
    latency.recordValue(unavailableMs);
    return new GroupRound(
        number,
        GroupFaults.named(fault).orElseThrow(),
        "done",
        unavailableMs,
        latency,
        10,
        20,
        100,
        1_000,
        0,
        0);
  }

  private static String report(Findings findings) {
    GroupOptions options = new GroupOptions();
    options.nodes = 3;
    options.rounds = 3;
    return new GroupReport(
            new GroupResult(
                7,
                options,
                List.of(
                    round(1, "kill-leader", 900),
                    round(2, "bit-flip", 40),
                    round(3, "kill-leader", 1_100)),
                findings,
                5,
                50,
                1,
                Map.of("200", 5L),
                50,
                50,
                50,
                Map.of(1, "Intact")))
        .text();
  }

  @Test
  void eachFaultHasALineWithMedianAndWorst() {
    assertThat(report(new Findings()))
        .contains("| kill-leader | 2 | 1,100, 1,100 | 10, 10 | 20 |")
        .contains("| bit-flip | 1 | 40, 40 |")
        .doesNotContain("| kill-all |")
        .contains("Nothing was found wrong", "Intact");
  }

  @Test
  void findingsAreShownInWords() {
    Findings findings = new Findings();
    findings.add("node 2 ended by itself: exit 12");
    assertThat(report(findings))
        .contains("| **findings** | 1 |", "- node 2 ended by itself: exit 12")
        .doesNotContain("Nothing was found wrong");
  }
}
