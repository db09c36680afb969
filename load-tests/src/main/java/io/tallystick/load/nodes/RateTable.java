package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.process.Repetitions;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The medians of the runs of one node and of several. */
final class RateTable {
  private static final String HEAD =
      "| nodes | settled/s | of one node | CPU s per million: leader | a follower | Cassandra"
          + " | driver | p50 ms | p99 ms | journal lag at the end, MiB |\n"
          + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n";

  private final List<RateRun> runs;
  private final List<Integer> sizes;

  /**
   * @param runs at least one of one node in each repetition
   */
  RateTable(List<RateRun> runs) {
    this.runs = List.copyOf(runs);
    this.sizes = runs.stream().map(RateRun::nodes).distinct().sorted().toList();
  }

  /** Median of the ratios to one node within a repetition. */
  double ratio(int nodes) {
    return median(nodes, run -> run.settledPerSecond() / single(run.repetition()));
  }

  private double single(int repetition) {
    return runs.stream()
        .filter(run -> run.nodes() == 1 && run.repetition() == repetition)
        .findFirst()
        .orElseThrow()
        .settledPerSecond();
  }

  double median(int nodes, ToDoubleFunction<RateRun> figure) {
    return Repetitions.median(
        runs.stream().filter(run -> run.nodes() == nodes).mapToDouble(figure));
  }

  /** As a Markdown table. */
  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (int nodes : sizes) {
      double follower = median(nodes, RateRun::followerCpuSecondsPerMillion);
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %,.0f | %.2f | %.2f | %s | %.2f | %.2f | %.0f | %.0f | %,.0f |%n",
              nodes,
              median(nodes, RateRun::settledPerSecond),
              ratio(nodes),
              median(nodes, RateRun::leaderCpuSecondsPerMillion),
              Double.isNaN(follower) ? "–" : String.format(Locale.ROOT, "%.2f", follower),
              median(nodes, RateRun::cassandraCpuSecondsPerMillion),
              median(nodes, RateRun::driverCpuSecondsPerMillion),
              median(nodes, RateRun::p50Ms),
              median(nodes, RateRun::p99Ms),
              median(nodes, RateRun::journalLagMib)));
    }
    return text.toString();
  }

  /** For programs: the medians and, raw, every run. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode medians = root.putArray("medians");
    for (int nodes : sizes) {
      ObjectNode row = medians.addObject().put("nodes", nodes);
      row.put("transfers_per_s", median(nodes, RateRun::settledPerSecond));
      row.put("of_one_node", ratio(nodes));
      row.put("leader_cpu_s_per_million", median(nodes, RateRun::leaderCpuSecondsPerMillion));
      if (nodes > 1) {
        row.put("follower_cpu_s_per_million", median(nodes, RateRun::followerCpuSecondsPerMillion));
      }
      row.put("cassandra_cpu_s_per_million", median(nodes, RateRun::cassandraCpuSecondsPerMillion));
    }
    ArrayNode all = root.putArray("runs");
    for (RateRun run : runs) {
      ObjectNode row = all.addObject().put("nodes", run.nodes());
      row.put("repetition", run.repetition()).set("figures", run.figures());
    }
    return root;
  }
}
