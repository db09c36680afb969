package io.tallystick.gatling;

import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;

/** Most transfers credit one account, as those of a large merchant or a clearing account do. */
public final class HotAccount extends CustomerSimulation {
  private static final int HOT_PERCENT = 90;
  private static final int PERCENT_MAX = 100;

  public HotAccount() {
    super(RunSettings.USUAL);
    int hotPercent = settings().whole("hotPercent", HOT_PERCENT, 0, PERCENT_MAX);
    Phase steady = new Phase("transfers", run().ratePerSecond(), run().seconds());
    setUpPhases(List.of(steady), hotRows(hotPercent), new Bounds(run()).failures().p99());
  }
}
