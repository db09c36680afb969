package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.crash.Findings;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What kills did to guarded accounts.
 *
 * @param sent singles
 * @param unknown singles that were not answered, or with an unknown outcome
 * @param created stored transfers, each of which was sent
 */
record GuardedResult(
    List<GuardedRun> runs, Findings findings, long sent, long unknown, long created) {

  /** A figure of some accounts over some kills. */
  private record Row(
      String what, String key, boolean led, Function<GuardedRun, List<GuardedRun.Outage>> whose) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("lived on the killed node, which led", "lost_leader", true, GuardedRun::lost),
          new Row("lived on the killed node, a follower", "lost", false, GuardedRun::lost),
          new Row(
              "lived elsewhere, the leader was killed", "others_leader", true, GuardedRun::others),
          new Row("lived elsewhere, a follower was killed", "others", false, GuardedRun::others));

  private Histogram histogram(Row row, ToLongFunction<GuardedRun.Outage> figure) {
    Histogram histogram = new Histogram(3);
    runs.stream()
        .filter(run -> run.led() == row.led)
        .flatMap(run -> row.whose.apply(run).stream())
        .forEach(outage -> histogram.recordValue(figure.applyAsLong(outage)));
    return histogram;
  }

  /** As Markdown. */
  String markdown() {
    StringBuilder text =
        new StringBuilder(
            "| guarded accounts, ms | accounts × kills | a new debit is settled: p50 | p90 | p99 | max"
                + " | longest time without a settled debit: p50 | p99 | max |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Row row : ROWS) {
      Histogram first = histogram(row, GuardedRun.Outage::newSettledMs);
      Histogram longest = histogram(row, GuardedRun.Outage::longestMs);
      if (first.getTotalCount() > 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n",
                row.what,
                first.getTotalCount(),
                first.getValueAtPercentile(50),
                first.getValueAtPercentile(90),
                first.getValueAtPercentile(99),
                first.getMaxValue(),
                longest.getValueAtPercentile(50),
                longest.getValueAtPercentile(99),
                longest.getMaxValue()));
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d kills, %,d singles sent, %,d of them with an unknown outcome, %,d settled, %d"
                + " findings.%n",
            runs.size(),
            sent,
            unknown,
            created,
            findings.count()));
    findings.kept().forEach(finding -> text.append("- ").append(finding).append('\n'));
    return text.toString();
  }

  /** For programs. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("kills", runs.size());
    for (Row row : ROWS) {
      Histogram first = histogram(row, GuardedRun.Outage::newSettledMs);
      Histogram longest = histogram(row, GuardedRun.Outage::longestMs);
      root.putObject(row.key)
          .put("accounts", first.getTotalCount())
          .put("p50", first.getValueAtPercentile(50))
          .put("p99", first.getValueAtPercentile(99))
          .put("max", first.getMaxValue())
          .put("longest_p99", longest.getValueAtPercentile(99))
          .put("longest_max", longest.getMaxValue());
    }
    root.put("sent", sent).put("unknown_outcomes", unknown).put("transfers", created);
    return root.put("findings", findings.count());
  }
}
