package io.tallystick.load.process;

import java.util.OptionalDouble;

/** Reads gauges without labels from a node's metrics (Prometheus' text format). */
public final class Gauges {
  /** How many nodes the Akka cluster has up, as the node sees it. */
  public static final String CLUSTER_MEMBERS = "tallystick_cluster_members";

  private Gauges() {}

  /** The value of a gauge; empty if the node has none of that name. */
  public static OptionalDouble value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1).strip()))
        .findFirst();
  }
}
