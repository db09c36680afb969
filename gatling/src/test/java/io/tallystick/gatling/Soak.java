package io.tallystick.gatling;

import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Parts;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One rate for a long time, in four quarters that must each hold p99: what grows slowly, such as
 * memory or the journal's lag, shows as the last quarter being worse than the first.
 */
public final class Soak extends CustomerSimulation {
  private static final int SECONDS = 1_800;
  private static final int QUARTERS = 4;

  public Soak() {
    super(RunSettings.USUAL.with(RunSettings.USUAL.ratePerSecond(), SECONDS));
    List<Integer> lengths = Parts.of(run().seconds(), QUARTERS);
    List<Phase> quarters =
        IntStream.range(0, QUARTERS).mapToObj(i -> quarter(i + 1, lengths.get(i))).toList();
    Bounds bounds = new Bounds(run()).failures();
    quarters.forEach(one -> bounds.p99Of(one.name()));
    setUpPhases(quarters, uniformRows(), bounds);
  }

  private Phase quarter(int number, int seconds) {
    return new Phase("transfers, quarter " + number, run().ratePerSecond(), seconds);
  }
}
