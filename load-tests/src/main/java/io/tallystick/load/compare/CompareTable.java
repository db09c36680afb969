package io.tallystick.load.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tallystick.load.process.Repetitions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians of each peer on each workload, and what Tallystick reached of each. */
final class CompareTable {
  private static final String HEAD =
      "| work | | connections | settled/s | Tallystick settles | p50 ms | p99 ms |\n"
          + "|---|---|---:|---:|---:|---:|---:|\n";

  private final List<PeerRun> runs;
  private final List<Workload> workloads;

  /**
   * @param runs one of Tallystick on each workload in each repetition
   */
  CompareTable(List<PeerRun> runs) {
    this.runs = List.copyOf(runs);
    this.workloads = runs.stream().map(PeerRun::workload).distinct().sorted().toList();
  }

  /** Whether somebody was measured. */
  boolean has(Peer peer) {
    return runs.stream().anyMatch(run -> run.peer() == peer);
  }

  private boolean has(Peer peer, Workload workload) {
    return runs.stream().anyMatch(run -> run.peer() == peer && run.workload() == workload);
  }

  /** The middle one of a peer's figures on a workload; the mean of the middle two. */
  double median(Peer peer, Workload workload, ToDoubleFunction<PeerRun> figure) {
    return Repetitions.median(
        runs.stream()
            .filter(run -> run.peer() == peer && run.workload() == workload)
            .mapToDouble(figure));
  }

  /** How many times as much Tallystick settled; the median of ratios within a repetition. */
  double ratio(Peer peer, Workload workload) {
    return median(
        peer, workload, run -> tallystick(workload, run.repetition()) / run.settledPerSecond());
  }

  private double tallystick(Workload workload, int repetition) {
    return runs.stream()
        .filter(run -> run.peer() == Peer.TALLYSTICK && run.workload() == workload)
        .filter(run -> run.repetition() == repetition)
        .findFirst()
        .orElseThrow()
        .settledPerSecond();
  }

  /** As a Markdown table; a peer that was not run is named. */
  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Workload workload : workloads) {
      Arrays.stream(Peer.values())
          .filter(peer -> has(peer, workload))
          .forEach(peer -> text.append(line(peer, workload)));
    }
    for (Peer peer : Peer.values()) {
      if (!has(peer)) {
        text.append("\n").append(peer.title()).append(" was not run.\n");
      }
    }
    return text.toString();
  }

  private String line(Peer peer, Workload workload) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.0f | %,.0f | %s | %s | %s |%n",
        peer == Peer.TALLYSTICK ? workload.title() : "",
        peer.title(),
        median(peer, workload, PeerRun::connections),
        median(peer, workload, PeerRun::settledPerSecond),
        peer == Peer.TALLYSTICK
            ? ""
            : String.format(Locale.ROOT, "%.1f times as many", ratio(peer, workload)),
        ms(median(peer, workload, PeerRun::p50Ms)),
        ms(median(peer, workload, PeerRun::p99Ms)));
  }

  private static String ms(double value) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  /** For programs and the page: the medians and, raw, every run. */
  ObjectNode json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode medians = root.putArray("medians");
    for (Workload workload : workloads) {
      for (Peer peer : Peer.values()) {
        if (has(peer, workload)) {
          ObjectNode row = medians.addObject().put("workload", workload.title());
          row.put("peer", peer.title());
          row.put("transfers_per_s", median(peer, workload, PeerRun::settledPerSecond));
          row.put("tallystick_ratio", ratio(peer, workload));
          putKnown(row, "p50_ms", median(peer, workload, PeerRun::p50Ms));
          putKnown(row, "p99_ms", median(peer, workload, PeerRun::p99Ms));
        }
      }
    }
    ArrayNode notRun = root.putArray("not_run");
    Arrays.stream(Peer.values()).filter(peer -> !has(peer)).forEach(p -> notRun.add(p.title()));
    ArrayNode all = root.putArray("runs");
    for (PeerRun run : runs) {
      ObjectNode row = all.addObject().put("workload", run.workload().word());
      row.put("peer", run.peer().title()).put("repetition", run.repetition());
      row.put("connections", run.connections()).put("transfers_per_s", run.settledPerSecond());
      putKnown(row, "p50_ms", run.p50Ms());
      putKnown(row, "p99_ms", run.p99Ms());
    }
    return root;
  }

  private static void putKnown(ObjectNode row, String field, double value) {
    if (!Double.isNaN(value)) {
      row.put(field, value);
    }
  }
}
