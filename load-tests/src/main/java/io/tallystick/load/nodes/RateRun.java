package io.tallystick.load.nodes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One run's figures.
 *
 * @param nodes 1, 3 or 5
 * @param repetition from 1
 * @param figures the load driver's document
 * @param transfers settled while processor time was read
 * @param leaderCpuNanos processor time of the node that led
 * @param followerCpuNanos mean of the others; 0 without any
 * @param cassandraCpuNanos of the Cassandra, the catching up of the journal included
 */
record RateRun(
    int nodes,
    int repetition,
    JsonNode figures,
    long transfers,
    long leaderCpuNanos,
    long followerCpuNanos,
    long cassandraCpuNanos) {
  private static final double NANOS_PER_MICRO = 1e3;

  double settledPerSecond() {
    return figures.path("transfers_per_s").asDouble();
  }

  /** Nanoseconds for one transfer are microseconds for a thousand: seconds for a million. */
  private double perMillion(long nanos) {
    return nanos / NANOS_PER_MICRO / transfers;
  }

  double leaderCpuSecondsPerMillion() {
    return perMillion(leaderCpuNanos);
  }

  double followerCpuSecondsPerMillion() {
    return nodes == 1 ? Double.NaN : perMillion(followerCpuNanos);
  }

  double cassandraCpuSecondsPerMillion() {
    return perMillion(cassandraCpuNanos);
  }

  double driverCpuSecondsPerMillion() {
    return figures.path("driver_cpu_s").asDouble() * 1e6 / transfers;
  }

  double p50Ms() {
    return figures.path("p50_ms").asDouble();
  }

  double p99Ms() {
    return figures.path("p99_ms").asDouble();
  }

  double journalLagMib() {
    return figures.path("journal_lag_at_end_mb").asDouble();
  }
}
