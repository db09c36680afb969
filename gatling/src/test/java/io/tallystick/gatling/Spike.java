package io.tallystick.gatling;

import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Parts;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;

/**
 * A rate, a multiple of it for a sixth of the time, and the rate again. No request may fail; p99
 * must hold before the spike and after it, which shows that what piled up was worked off.
 */
public final class Spike extends CustomerSimulation {
  private static final String BEFORE = "before the spike";
  private static final String WITHIN = "in the spike";
  private static final String AFTER = "after the spike";
  private static final double FACTOR = 10;
  private static final double FACTOR_MAX = 1_000;
  private static final int SIXTHS = 6;

  public Spike() {
    super(RunSettings.USUAL);
    List<Integer> sixths = Parts.of(run().seconds(), SIXTHS);
    int before = sixths.get(0) + sixths.get(1);
    int within = sixths.get(2);
    int after = run().seconds() - before - within;
    double rate = run().ratePerSecond();
    double spike = rate * settings().decimal("spikeFactor", FACTOR, 1, FACTOR_MAX);
    List<Phase> phases =
        List.of(
            new Phase(BEFORE, rate, before),
            new Phase(WITHIN, spike, within),
            new Phase(AFTER, rate, after));
    setUpPhases(phases, uniformRows(), new Bounds(run()).failures().p99Of(BEFORE).p99Of(AFTER));
  }
}
