package io.tallystick.load.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.process.Repetitions;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The medians of each variant's runs. */
final class CostTable {
  /**
   * One variant.
   *
   * @param settledPerSecondMin of the slowest run
   * @param settledPerSecondMax of the fastest run
   * @param ratio median of its runs' ratios to everything on in the same repetition
   */
  record Line(
      Variant variant,
      double settledPerSecond,
      double settledPerSecondMin,
      double settledPerSecondMax,
      double ratio,
      double serverCpuSecondsPerMillion,
      double cassandraCpuSecondsPerMillion,
      double p50Ms,
      double p99Ms,
      double journalLagMib) {}

  private static final String HEAD =
      "| | settled/s (slowest … fastest run) | of everything on | CPU s per million: node"
          + " | Cassandra | p50 ms | p99 ms | journal lag at the end, MiB |\n"
          + "|---|---:|---:|---:|---:|---:|---:|---:|\n";

  private final List<CostRun> runs;
  private final List<Line> lines;

  /**
   * @param runs at least one of each variant, and one of everything on in each repetition
   */
  CostTable(List<Variant> variants, List<CostRun> runs) {
    this.runs = List.copyOf(runs);
    this.lines = variants.stream().map(this::line).toList();
  }

  List<Line> lines() {
    return lines;
  }

  private Line line(Variant variant) {
    DoubleSummaryStatistics settled =
        figures(variant, CostRun::settledPerSecond).summaryStatistics();
    return new Line(
        variant,
        median(variant, CostRun::settledPerSecond),
        settled.getMin(),
        settled.getMax(),
        median(variant, this::ratio),
        median(variant, CostRun::serverCpuSecondsPerMillion),
        median(variant, CostRun::cassandraCpuSecondsPerMillion),
        median(variant, CostRun::p50Ms),
        median(variant, CostRun::p99Ms),
        median(variant, CostRun::journalLagMib));
  }

  private double ratio(CostRun run) {
    double everythingOn =
        runs.stream()
            .filter(other -> other.variant() == Variant.EVERYTHING_ON)
            .filter(other -> other.repetition() == run.repetition())
            .findFirst()
            .orElseThrow()
            .settledPerSecond();
    return run.settledPerSecond() / everythingOn;
  }

  private double median(Variant variant, ToDoubleFunction<CostRun> figure) {
    return Repetitions.median(figures(variant, figure));
  }

  private DoubleStream figures(Variant variant, ToDoubleFunction<CostRun> figure) {
    return runs.stream().filter(run -> run.variant() == variant).mapToDouble(figure);
  }

  /** As a Markdown table. */
  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Line line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %s | %s | %.0f | %.0f | %s |%n",
              line.variant.title(),
              settled(line),
              line.ratio,
              known("%.2f", line.serverCpuSecondsPerMillion),
              known("%.2f", line.cassandraCpuSecondsPerMillion),
              line.p50Ms,
              line.p99Ms,
              known("%,.0f", line.journalLagMib)));
    }
    return text.toString();
  }

  private static String settled(Line line) {
    String median = String.format(Locale.ROOT, "%,.0f", line.settledPerSecond);
    return line.settledPerSecondMin == line.settledPerSecondMax
        ? median
        : String.format(
            Locale.ROOT,
            "%s (%,.0f … %,.0f)",
            median,
            line.settledPerSecondMin,
            line.settledPerSecondMax);
  }

  private static String known(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }

  /** For programs: the medians and, raw, every run. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode medians = root.putArray("medians");
    for (Line line : lines) {
      ObjectNode row = medians.addObject().put("variant", line.variant.title());
      row.put("transfers_per_s", line.settledPerSecond);
      row.put("transfers_per_s_min", line.settledPerSecondMin);
      row.put("transfers_per_s_max", line.settledPerSecondMax);
      row.put("of_everything_on", line.ratio);
      putKnown(row, "server_cpu_s_per_million", line.serverCpuSecondsPerMillion);
      putKnown(row, "cassandra_cpu_s_per_million", line.cassandraCpuSecondsPerMillion);
      row.put("p50_ms", line.p50Ms).put("p99_ms", line.p99Ms);
      putKnown(row, "journal_lag_at_end_mb", line.journalLagMib);
    }
    ArrayNode all = root.putArray("runs");
    for (CostRun run : runs) {
      ObjectNode row = all.addObject().put("variant", run.variant().title());
      row.put("repetition", run.repetition()).set("figures", run.figures());
    }
    return root;
  }

  private static void putKnown(ObjectNode row, String field, double value) {
    if (!Double.isNaN(value)) {
      row.put(field, value);
    }
  }
}
