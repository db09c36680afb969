package io.tallystick.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Many runs together. Thread-safe. */
public final class SimulationTotals {
  /** How many findings are kept, those of the smallest seeds. */
  public static final int FINDINGS_KEPT = 20;

  private final List<SimulationResult> findings = new ArrayList<>();
  private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);
  private long runs;
  private long found;
  private long events;
  private long batches;
  private long transfers;
  private long answers;
  private long reads;
  private long leaders;
  private long restarts;

  synchronized void add(SimulationResult result) {
    runs++;
    events += result.events();
    batches += result.batches();
    transfers += result.transfers();
    answers += result.answers();
    reads += result.reads();
    leaders += result.leaders();
    restarts += result.restarts();
    result.faults().forEach((kind, count) -> faults.merge(kind, (long) count, Long::sum));
    if (!result.holds()) {
      found++;
      findings.add(result);
      findings.sort(Comparator.comparingLong(SimulationResult::seed));
      findings.subList(Math.min(FINDINGS_KEPT, findings.size()), findings.size()).clear();
    }
  }

  /** Runs so far. */
  public synchronized long runs() {
    return runs;
  }

  /** Runs in which a promise broke. */
  public synchronized long found() {
    return found;
  }

  /** These runs, by seed; at most {@link #FINDINGS_KEPT}. */
  public synchronized List<SimulationResult> findings() {
    return List.copyOf(findings);
  }

  public synchronized long events() {
    return events;
  }

  /** Batches settled. */
  public synchronized long batches() {
    return batches;
  }

  /** Transfers created. */
  public synchronized long transfers() {
    return transfers;
  }

  /** Bodies that got their answer. */
  public synchronized long answers() {
    return answers;
  }

  /** Linearizable reads confirmed. */
  public synchronized long reads() {
    return reads;
  }

  /** Terms that had a leader. */
  public synchronized long leaders() {
    return leaders;
  }

  /** Starts of nodes after the first. */
  public synchronized long restarts() {
    return restarts;
  }

  /** How often each kind of fault took place. */
  public synchronized Map<FaultKind, Long> faults() {
    return new EnumMap<>(faults);
  }
}
