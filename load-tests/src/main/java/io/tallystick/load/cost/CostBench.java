package io.tallystick.load.cost;

import io.tallystick.load.process.Repetitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs every variant once in each repetition, there and back in turns, so that a machine that gets
 * slower or faster meanwhile favours none.
 */
final class CostBench {
  /** Runs one node under load. */
  interface Measurement {
    CostRun measure(Variant variant, int repetition) throws IOException;
  }

  private CostBench() {}

  /** All runs, in the order in which they were made; each is told once it is over. */
  static List<CostRun> run(
      List<Variant> variants, int repetitions, Measurement measurement, Consumer<CostRun> told)
      throws IOException {
    List<CostRun> runs = new ArrayList<>();
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (Variant variant : Repetitions.order(variants, repetition)) {
        CostRun run = measurement.measure(variant, repetition);
        runs.add(run);
        told.accept(run);
      }
    }
    return runs;
  }
}
