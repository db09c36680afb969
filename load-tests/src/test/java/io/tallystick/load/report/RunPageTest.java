package io.tallystick.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class RunPageTest {
  private static final String FIGURES =
      """
      {"scenario": "bulk-<b>", "connections": 4, "rows_per_request": 10, "accounts": 20, "ids": "random",
       "seconds": 2, "warm_up_s": 1, "seed": 7, "transfers_per_s": 1234.5, "p99_ms": 8.25, "machine_cores": 2, "latency_samples": 150,
       "latency_percentiles": [{"percentile": 0, "ms": 0.5}, {"percentile": 90, "ms": 5}, {"percentile": 99, "ms": 50},
                               {"percentile": 99.9, "ms": 50}],
       "by_second": [{"second": 1, "transfers": 500, "server_cpu_cores": 0.5},
                     {"second": 2, "transfers": 1000, "server_cpu_cores": 1.5},
                     {"second": 3, "transfers": 750}]}
      """;

  private static String page() throws Exception {
    JsonNode figures = new ObjectMapper().readTree(FIGURES);
    return new RunPage(figures).html();
  }

  @Test
  void chartsHaveAPointForEachSecondThatIsKnown() throws Exception {
    String page = page();
    assertThat(points(page, 0)).isEqualTo("292.0,123.0 508.0,30.0 724.0,76.5");
    assertThat(points(page, 1).split(" ")).as("latency, as far as 150 requests show it").hasSize(3);
    assertThat(points(page, 2).split(" ")).as("server").hasSize(2);
    assertThat(page).contains(">8.25 ms<");
  }

  private static String points(String page, int line) {
    Matcher found = Pattern.compile("points=\"([^\"]*)\"").matcher(page);
    for (int i = 0; i <= line; i++) {
      assertThat(found.find()).isTrue();
    }
    return found.group(1);
  }

  @Test
  void whatIsNotKnownHasNoChart() throws Exception {
    assertThat(page())
        .doesNotContain("Journal lag")
        .doesNotContain("Garbage")
        .contains("Processor");
  }

  @Test
  void thePageLoadsNothingAndItsChartsAreWellFormed() throws Exception {
    String page = page();
    assertThat(page)
        .doesNotContain("http:", "https:", "<script", "bulk-<b>")
        .contains("bulk-&lt;b&gt;");
    Matcher charts = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
    int found = 0;
    while (charts.find()) {
      byte[] svg = charts.group().getBytes(StandardCharsets.UTF_8);
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(svg))
                  .getElementsByTagName("polyline")
                  .getLength())
          .isPositive();
      found++;
    }
    assertThat(found).isEqualTo(3);
  }
}
