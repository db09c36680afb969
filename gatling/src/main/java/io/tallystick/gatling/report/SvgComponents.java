package io.tallystick.gatling.report;

import io.gatling.charts.component.Component;
import io.gatling.charts.component.ComponentLibrary;
import io.gatling.charts.report.GroupContainer;
import io.gatling.charts.report.RequestContainer;
import io.gatling.charts.stats.CountsVsTimePlot;
import io.gatling.charts.stats.IntVsTimePlot;
import io.gatling.charts.stats.PercentVsTimePlot;
import io.gatling.charts.stats.Percentiles;
import io.gatling.charts.stats.PercentilesVsTimePlot;
import io.gatling.charts.stats.Ranges;
import io.gatling.charts.stats.UserSeries;
import io.tallystick.gatling.report.BarChart.Bar;
import io.tallystick.gatling.report.PlotChart.Mark;
import io.tallystick.gatling.report.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The charts of Gatling's report. Gatling finds them as a service: the library that it offers
 * itself is under a licence that is not open, these draw inline SVG and need nothing else.
 */
public final class SvgComponents implements ComponentLibrary {
  private static final String WIDE = "margin-bottom:20px";
  private static final String NARROW = "flex:1;align-self:stretch";
  private static final String SINCE_START = "since the start of the run, min:s";
  private static final double MS_PER_SECOND = 1_000;
  private static final int SECONDS_PER_MINUTE = 60;

  private static final String BLUE = "#4a9fe5";
  private static final String GREEN = "#68b65c";
  private static final String YELLOW = "#e0b400";
  private static final String ORANGE = "#f78557";
  private static final String RED = "#e0453a";

  /** Of series that have no meaning by which to colour them. */
  private static final List<String> PALETTE =
      List.of(BLUE, GREEN, ORANGE, "#9467bd", YELLOW, "#17a2b8", "#8c564b", "#e377c2");

  @Override
  public Component getUserStartRateComponent(
      String id, long runStart, UserSeries all, Seq<UserSeries> scenarios) {
    return users(id, "Users started", "users / s", all, scenarios);
  }

  @Override
  public Component getMaxConcurrentUsersComponent(
      String id, long runStart, UserSeries all, Seq<UserSeries> scenarios) {
    return users(id, "Users at the same time", "users", all, scenarios);
  }

  @Override
  public Component getRangesComponent(
      String id, String title, String eventName, Ranges ranges, boolean large) {
    String low = "t < " + ranges.lowerBound() + " ms";
    String middle = ranges.lowerBound() + " ms ≤ t < " + ranges.higherBound() + " ms";
    String high = "t ≥ " + ranges.higherBound() + " ms";
    List<Bar> bars =
        List.of(
            new Bar(low, ranges.lowCount(), GREEN),
            new Bar(middle, ranges.middleCount(), YELLOW),
            new Bar(high, ranges.highCount(), ORANGE),
            new Bar("failed", ranges.koCount(), RED));
    return new SvgComponent(id, NARROW, new BarChart(title, bars).svg());
  }

  @Override
  public Component getRequestCountPolarComponent(GroupContainer root) {
    List<Bar> bars = new ArrayList<>();
    addBars(root, bars);
    return new SvgComponent("", NARROW, new BarChart("Number of requests", bars).svg());
  }

  private static void addBars(GroupContainer group, List<Bar> bars) {
    for (RequestContainer request : CollectionConverters.asJava(group.requests()).values()) {
      long count = (Long) request.stats().numberOfRequestsStatistics().total().getOrElse(() -> 0L);
      bars.add(new Bar(request.name(), count, PALETTE.get(bars.size() % PALETTE.size())));
    }
    CollectionConverters.asJava(group.groups()).values().forEach(inner -> addBars(inner, bars));
  }

  @Override
  public Component getDistributionComponent(
      String id,
      String title,
      String yAxisName,
      Seq<PercentVsTimePlot> succeeded,
      Seq<PercentVsTimePlot> failed) {
    List<Series> series = new ArrayList<>();
    addIfAny(
        series, "succeeded", GREEN, points(succeeded, p -> p.time(), PercentVsTimePlot::value));
    addIfAny(series, "failed", RED, points(failed, p -> p.time(), PercentVsTimePlot::value));
    return wide(
        id,
        new PlotChart(
            title + " distribution",
            "response time, ms",
            "% of requests",
            Svg::number,
            Mark.COLUMN,
            series));
  }

  @Override
  public Component getPercentilesOverTimeComponent(
      String id, String title, String yAxisName, long runStart, Seq<PercentilesVsTimePlot> data) {
    List<Series> series =
        List.of(
            percentile("maximum", RED, data, Percentiles::percentile100),
            percentile("99 %", ORANGE, data, Percentiles::percentile99),
            percentile("95 %", YELLOW, data, Percentiles::percentile95),
            percentile("75 %", GREEN, data, Percentiles::percentile75),
            percentile("50 %", BLUE, data, Percentiles::percentile50));
    return wide(id, overTime(title, "ms", series));
  }

  @Override
  public Component getRequestsComponent(String id, long runStart, Seq<CountsVsTimePlot> counts) {
    return wide(id, overTime("Requests sent", "requests / s", counts(counts)));
  }

  @Override
  public Component getResponsesComponent(String id, long runStart, Seq<CountsVsTimePlot> counts) {
    return wide(id, overTime("Answers", "answers / s", counts(counts)));
  }

  @Override
  public Component getResponseTimeScatterComponent(
      String id, Seq<IntVsTimePlot> succeeded, Seq<IntVsTimePlot> failed) {
    List<Series> series = new ArrayList<>();
    addIfAny(series, "succeeded", GREEN, points(succeeded, p -> p.time(), p -> p.value()));
    addIfAny(series, "failed", RED, points(failed, p -> p.time(), p -> p.value()));
    return wide(
        id,
        new PlotChart(
            "Response time against all requests",
            "all requests / s",
            "95 % of a second, ms",
            Svg::number,
            Mark.DOT,
            series));
  }

  private static Component users(
      String id, String title, String unit, UserSeries all, Seq<UserSeries> scenarios) {
    List<UserSeries> named = CollectionConverters.asJava(scenarios);
    List<UserSeries> shown = new ArrayList<>(named);
    if (named.size() > 1) {
      shown.add(0, all);
    }
    List<Series> series = new ArrayList<>();
    for (UserSeries one : shown) {
      List<Point> points = points(one.data(), p -> p.time() / MS_PER_SECOND, p -> p.value());
      series.add(new Series(one.name(), PALETTE.get(series.size() % PALETTE.size()), points));
    }
    return wide(id, overTime(title, unit, series));
  }

  private static List<Series> counts(Seq<CountsVsTimePlot> counts) {
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "succeeded", GREEN, points(counts, p -> p.time() / MS_PER_SECOND, p -> p.oks())));
    if (CollectionConverters.asJava(counts).stream().anyMatch(p -> p.kos() > 0)) {
      series.add(
          new Series("failed", RED, points(counts, p -> p.time() / MS_PER_SECOND, p -> p.kos())));
    }
    return series;
  }

  private static Series percentile(
      String name,
      String colour,
      Seq<PercentilesVsTimePlot> data,
      ToIntFunction<Percentiles> percentile) {
    List<Point> points = new ArrayList<>();
    for (PercentilesVsTimePlot plot : CollectionConverters.asJava(data)) {
      if (plot.percentiles().isDefined()) {
        int value = percentile.applyAsInt(plot.percentiles().get());
        points.add(new Point(plot.time() / MS_PER_SECOND, value));
      }
    }
    return new Series(name, colour, points);
  }

  private static <T> List<Point> points(
      Seq<T> plots, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    return CollectionConverters.asJava(plots).stream()
        .map(plot -> new Point(x.applyAsDouble(plot), y.applyAsDouble(plot)))
        .toList();
  }

  private static void addIfAny(
      List<Series> series, String name, String colour, List<Point> points) {
    if (points.stream().anyMatch(point -> point.y() > 0)) {
      series.add(new Series(name, colour, points));
    }
  }

  private static PlotChart overTime(String title, String unit, List<Series> series) {
    return new PlotChart(
        title, SINCE_START, unit, SvgComponents::minutesAndSeconds, Mark.LINE, series);
  }

  private static String minutesAndSeconds(double seconds) {
    long whole = Math.round(seconds);
    return String.format(
        Locale.ROOT, "%d:%02d", whole / SECONDS_PER_MINUTE, whole % SECONDS_PER_MINUTE);
  }

  private static Component wide(String id, PlotChart chart) {
    return new SvgComponent(id, WIDE, chart.svg());
  }
}
