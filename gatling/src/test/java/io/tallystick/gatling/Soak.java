package io.tallystick.gatling;

import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.settings.RunSettings;
import java.time.Duration;
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
    Duration quarter = length().dividedBy(QUARTERS);
    List<Phase> quarters =
        IntStream.rangeClosed(1, QUARTERS)
            .mapToObj(i -> new Phase("transfers, quarter " + i, run().ratePerSecond(), quarter))
            .toList();
    Bounds bounds = new Bounds(run()).failures();
    quarters.forEach(one -> bounds.p99Of(one.name()));
    setUpPhases(quarters, uniformRows(), bounds);
  }
}
