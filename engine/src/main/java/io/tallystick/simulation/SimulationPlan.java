package io.tallystick.simulation;

import java.util.List;

/**
 * How long a run's parts last, in simulated time, and what it suffers.
 *
 * @param faultsMs how long there are faults
 * @param calmMs how long clients then go on
 * @param healingMaxMs how long the group may take after that until every body has its answer and
 *     every node everything
 * @param faults the kinds to draw from, one named twice is drawn twice as often; empty: each seed
 *     draws its own
 */
public record SimulationPlan(
    long faultsMs, long calmMs, long healingMaxMs, List<FaultKind> faults) {
  /** What {@code simulate} and the tests run. */
  public static SimulationPlan standard() {
    return new SimulationPlan(8_000, 500, 20_000, List.of());
  }
}
