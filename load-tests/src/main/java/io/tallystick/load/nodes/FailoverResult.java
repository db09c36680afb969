package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.crash.Findings;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What all kills measured.
 *
 * @param bodies sent
 * @param unknown attempts that ended without an answer
 * @param created stored transfers, each of which was sent
 */
record FailoverResult(
    List<FailoverRun> runs, Findings findings, long bodies, long unknown, long created) {

  private static Histogram histogram(
      List<FailoverRun> runs, java.util.function.ToLongFunction<FailoverRun> figure) {
    Histogram histogram = new Histogram(3);
    runs.forEach(run -> histogram.recordValue(figure.applyAsLong(run)));
    return histogram;
  }

  Histogram newSettledMs() {
    return histogram(runs, FailoverRun::newSettledMs);
  }

  Histogram backMs() {
    return histogram(runs, FailoverRun::backMs);
  }

  /** As Markdown. */
  String markdown() {
    StringBuilder text =
        new StringBuilder("| after kill -9 of the leader, ms | p50 | p90 | p99 | max |\n")
            .append("|---|---:|---:|---:|---:|\n");
    row(text, "a new bulk body is settled, as an open client sees it", newSettledMs());
    row(text, "the killed node, started again, is level with what was settled", backMs());
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d kills, %,d bodies sent, %,d attempts without an answer, %,d transfers settled,"
                + " %d findings.%n",
            runs.size(),
            bodies,
            unknown,
            created,
            findings.count()));
    findings.kept().forEach(finding -> text.append("- ").append(finding).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String what, Histogram ms) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %,d | %,d |%n",
            what,
            ms.getValueAtPercentile(50),
            ms.getValueAtPercentile(90),
            ms.getValueAtPercentile(99),
            ms.getMaxValue()));
  }

  /** For programs. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("kills", runs.size());
    put(root, "new_settled_ms", newSettledMs());
    put(root, "back_ms", backMs());
    root.put("bodies", bodies).put("unknown_outcomes", unknown).put("transfers", created);
    root.put("findings", findings.count());
    ArrayNode all = root.putArray("runs");
    for (FailoverRun run : runs) {
      all.addObject()
          .put("kill", run.number())
          .put("node", run.node())
          .put("new_settled_ms", run.newSettledMs())
          .put("back_ms", run.backMs());
    }
    return root;
  }

  private static void put(ObjectNode root, String name, Histogram ms) {
    root.putObject(name)
        .put("p50", ms.getValueAtPercentile(50))
        .put("p90", ms.getValueAtPercentile(90))
        .put("p99", ms.getValueAtPercentile(99))
        .put("max", ms.getMaxValue());
  }
}
