package io.tallystick.gatling;

import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;

/** Transfers between accounts that are all equally likely, at one rate. */
public final class SteadyState extends CustomerSimulation {
  public SteadyState() {
    super(RunSettings.USUAL);
    Phase steady = new Phase("transfers", run().ratePerSecond(), run().seconds());
    setUpPhases(List.of(steady), uniformRows(), new Bounds(run()).failures().p99());
  }
}
