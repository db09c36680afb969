package io.tallystick.load.cost;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One run's figures.
 *
 * @param repetition 1 … as often as each variant is run
 * @param figures the load driver's document
 */
record CostRun(Variant variant, int repetition, JsonNode figures) {
  private static final double MILLION = 1e6;

  double settledPerSecond() {
    return figures.path("transfers_per_s").asDouble();
  }

  /** Processor seconds of the node for a million settled transfers; not a number if not known. */
  double serverCpuSecondsPerMillion() {
    return cpuSecondsPerMillion("server_cpu_cores");
  }

  /** The same of the node's Cassandra; not a number without one. */
  double cassandraCpuSecondsPerMillion() {
    return cpuSecondsPerMillion("cassandra_cpu_cores");
  }

  private double cpuSecondsPerMillion(String cores) {
    return figures.path(cores).asDouble(Double.NaN) / settledPerSecond() * MILLION;
  }

  /** Median time of a request, ms. */
  double p50Ms() {
    return figures.path("p50_ms").asDouble();
  }

  double p99Ms() {
    return figures.path("p99_ms").asDouble();
  }

  /**
   * Sealed bytes that waited for Cassandra at the end, MiB; not a number without a journal. A lag
   * that grew says that the rate is above what the journal keeps up with.
   */
  double journalLagMib() {
    return variant == Variant.JOURNAL_OFF
        ? Double.NaN
        : figures.path("journal_lag_at_end_mb").asDouble(Double.NaN);
  }
}
