package io.tallystick.load.driver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The figures of each second of a run, as far as they are known. */
final class SecondFigures {
  private static final double MS = 1e3;

  private final Run.Measured measured;

  SecondFigures(Run.Measured measured) {
    this.measured = measured;
  }

  /** Adds an object for each second, the first one numbered 1. */
  void addTo(ArrayNode seconds) {
    for (int i = 1; i < measured.samples().size(); i++) {
      ObjectNode second = seconds.addObject();
      second.put("second", i);
      second.put("transfers", measured.progress().rows(i - 1));
      addServer(second, measured.samples().get(i - 1), measured.samples().get(i));
      addUse(second, measured.samples().get(i - 1).use(), measured.samples().get(i).use());
    }
  }

  private static void addServer(ObjectNode second, Sample before, Sample after) {
    NodeStatus status = after.status();
    if (status != null) {
      second.put("journal_lag_mb", Rounding.thousandths(status.journalLagBytes() / Rounding.MIB));
      if (before.status() != null && status.settledHeight() > before.status().settledHeight()) {
        long batches = status.settledHeight() - before.status().settledHeight();
        long records = status.records() - before.status().records();
        second.put("transfers_per_batch", Rounding.thousandths((double) records / batches));
      }
    }
    if (before.pausedSeconds().isPresent() && after.pausedSeconds().isPresent()) {
      double paused = after.pausedSeconds().getAsDouble() - before.pausedSeconds().getAsDouble();
      second.put("gc_pause_ms", Rounding.thousandths(Math.max(0, paused) * MS));
    }
  }

  private static void addUse(
      ObjectNode second, ServerMeter.Reading before, ServerMeter.Reading after) {
    double nanos = after.nanos() - before.nanos();
    second.put(
        "driver_cpu_cores",
        Rounding.thousandths((after.driverCpuNanos() - before.driverCpuNanos()) / nanos));
    addCores(second, "server", after.server().cpuNanosSince(before.server()), nanos);
    addCores(second, "cassandra", after.cassandra().cpuNanosSince(before.cassandra()), nanos);
  }

  private static void addCores(ObjectNode second, String name, long cpuNanos, double nanos) {
    if (cpuNanos != ProcessUse.UNKNOWN) {
      second.put(name + "_cpu_cores", Rounding.thousandths(cpuNanos / nanos));
    }
  }
}
