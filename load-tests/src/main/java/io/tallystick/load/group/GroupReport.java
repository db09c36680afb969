package io.tallystick.load.group;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** Writes a fault campaign's figures as Markdown. */
final class GroupReport {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private final GroupResult result;

  GroupReport(GroupResult result) {
    this.result = result;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "`%s` (%d cores)%n",
        result.options().commandLine(result.seed()),
        Runtime.getRuntime().availableProcessors());
    addTotals(text);
    addFaults(text);
    addUnavailability(text);
    addRounds(text);
    addFindings(text);
    return text.toString();
  }

  private void addTotals(StringBuilder text) {
    line(text, "| what | count |%n|---|---:|");
    row(text, "rounds", result.rounds().size());
    row(text, "bodies sent", result.bodies());
    row(text, "rows sent", result.rows());
    row(text, "attempts whose outcome was unknown", result.unknownOutcomes());
    result.answers().forEach((status, count) -> row(text, "HTTP " + status, count));
    row(text, "answered rows checked", result.rowsChecked());
    row(text, "stored records replayed", result.records());
    row(text, "transfers settled", result.createdTransfers());
    row(text, "**findings**", result.findings().count());
    line(text, "");
  }

  private void addFaults(StringBuilder text) {
    line(
        text,
        "| fault | rounds | no answer for at most, ms (median, max) | whole again ms (median, max)"
            + " | level ms (max) |%n|---|---:|---:|---:|---:|");
    Map<String, List<GroupRound>> byFault = new LinkedHashMap<>();
    for (String name : GroupFaults.names()) {
      List<GroupRound> those =
          result.rounds().stream().filter(round -> round.fault().name().equals(name)).toList();
      if (!those.isEmpty()) {
        byFault.put(name, those);
      }
    }
    byFault.forEach(
        (name, rounds) ->
            line(
                text,
                "| %s | %d | %s | %s | %,d |",
                name,
                rounds.size(),
                medianAndMax(rounds, GroupRound::unavailableMs),
                medianAndMax(rounds, GroupRound::recoverMs),
                sorted(rounds, GroupRound::levelMs)[rounds.size() - 1]));
    line(text, "");
  }

  private void addUnavailability(StringBuilder text) {
    Histogram gaps = new Histogram(3);
    Histogram bodies = new Histogram(3);
    for (GroupRound round : result.rounds()) {
      gaps.recordValue(round.unavailableMs());
      bodies.add(round.latencyMs());
    }
    line(text, "| writes | p50 | p90 | p99 | p99.9 | max |%n|---|---:|---:|---:|---:|---:|");
    percentiles(text, "longest time without an answer, of each round, ms", gaps);
    percentiles(text, "from when a body was due until it was answered, ms", bodies);
    line(text, "");
  }

  private static void percentiles(StringBuilder text, String what, Histogram histogram) {
    StringBuilder cells = new StringBuilder();
    for (double percentile : PERCENTILES) {
      cells.append(
          String.format(Locale.ROOT, " %,d |", histogram.getValueAtPercentile(percentile)));
    }
    line(text, "| %s |%s", what, cells);
  }

  private void addRounds(StringBuilder text) {
    line(text, "| round | fault | what was done | no answer ms |%n|---:|---|---|---:|");
    result
        .rounds()
        .forEach(
            round ->
                line(
                    text,
                    "| %d | %s | %s | %,d |",
                    round.number(),
                    round.fault().name(),
                    round.what().replace("|", "\\|"),
                    round.unavailableMs()));
    line(text, "");
  }

  private void addFindings(StringBuilder text) {
    if (result.findings().count() > 0) {
      line(text, "%d findings, the first ones:%n", result.findings().count());
      result.findings().kept().forEach(finding -> line(text, "- %s", finding));
      line(text, "");
    } else {
      line(text, "Nothing was found wrong. `verify` of the first node's folder and the journal:%n");
    }
    line(text, "```%n%s%n```", result.verified().getOrDefault(1, "not run"));
  }

  private static String medianAndMax(List<GroupRound> rounds, ToLongFunction<GroupRound> time) {
    long[] times = sorted(rounds, time);
    return String.format(Locale.ROOT, "%,d, %,d", times[times.length / 2], times[times.length - 1]);
  }

  private static long[] sorted(List<GroupRound> rounds, ToLongFunction<GroupRound> time) {
    long[] times = rounds.stream().mapToLong(time).toArray();
    Arrays.sort(times);
    return times;
  }

  private static void row(StringBuilder text, String what, long count) {
    line(text, "| %s | %,d |", what, count);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
