package io.tallystick.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatling.charts.component.ComponentLibrary;
import io.gatling.charts.stats.CountsVsTimePlot;
import io.gatling.charts.stats.Ranges;
import io.tallystick.gatling.report.PlotChart.Mark;
import io.tallystick.gatling.report.Series.Point;
import java.io.StringReader;
import java.util.List;
import java.util.ServiceLoader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Charts are well-formed SVG, and the ones that Gatling finds. */
final class ChartsTest {
  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }

  @Test
  void gatlingFindsTheseCharts() {
    assertThat(
            ServiceLoader.load(ComponentLibrary.class).stream().map(ServiceLoader.Provider::type))
        .containsExactly(SvgComponents.class);
  }

  @Test
  void aLineReachesFromCornerToCorner() throws Exception {
    Series line = new Series("a <b>", "red", List.of(new Point(0, 0), new Point(10, 100)));
    PlotChart chart = new PlotChart("t", "x", "y", Svg::number, Mark.LINE, List.of(line));
    Element way = (Element) parsed(chart.svg()).getElementsByTagName("polyline").item(0);
    assertThat(way.getAttribute("points")).isEqualTo("70.0,250.0 1080.0,56.0");
  }

  @Test
  void aChartWithoutValuesIsDrawn() throws Exception {
    PlotChart chart = new PlotChart("t", "x", "y", Svg::number, Mark.COLUMN, List.of());
    assertThat(parsed(chart.svg()).getElementsByTagName("line").getLength()).isPositive();
  }

  @Test
  void barsAreSharesOfTheWhole() throws Exception {
    String html =
        new SvgComponents()
            .getRangesComponent("id", "title", "requests", new Ranges(50, 250, 3, 1, 0, 0), false)
            .html();
    Element box = parsed(html);
    assertThat(box.getTextContent()).contains("3 (75.0 %)", "1 (25.0 %)", "0 (0.0 %)");
  }

  @Test
  void failuresHaveALineOnlyWhereThereAreAny() {
    Seq<CountsVsTimePlot> good = CollectionConverters.asScala(List.of(plot(0))).toSeq();
    Seq<CountsVsTimePlot> bad = CollectionConverters.asScala(List.of(plot(1))).toSeq();
    assertThat(new SvgComponents().getRequestsComponent("id", 0, good).html())
        .contains("succeeded")
        .doesNotContain("failed");
    assertThat(new SvgComponents().getRequestsComponent("id", 0, bad).html()).contains("failed");
  }

  private static CountsVsTimePlot plot(int failed) {
    return new CountsVsTimePlot(1_000, 5, failed);
  }
}
