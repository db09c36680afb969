package io.tallystick.simulation;

import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param traceHash over everything that happened; equal for equal seeds
 * @param events that took place
 * @param promise the broken promise, or null
 * @param what was seen of it, or null
 * @param cause the failure behind it, or null
 * @param newest the newest events in words, if a promise is broken
 * @param nodes of the group
 * @param batches that were settled
 * @param transfers that were created
 * @param answers that clients got
 * @param reads linearizable ones that were confirmed
 * @param leaders terms that had one
 * @param restarts of nodes
 * @param faults how often each kind took place
 */
public record SimulationResult(
    long seed,
    long traceHash,
    long events,
    String promise,
    String what,
    Throwable cause,
    List<String> newest,
    int nodes,
    long batches,
    long transfers,
    long answers,
    long reads,
    int leaders,
    int restarts,
    Map<FaultKind, Integer> faults) {
  /** Whether every promise held. */
  public boolean holds() {
    return promise == null;
  }
}
