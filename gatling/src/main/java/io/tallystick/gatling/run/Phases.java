package io.tallystick.gatling.run;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns phases into populations, one behind the other. The model is open: users come when they
 * come, however slow the answers are, at random moments with the phase's rate on average (Poisson).
 */
public final class Phases {
  private Phases() {}

  /**
   * @param action what each user of a phase does
   */
  public static List<PopulationBuilder> populations(
      List<Phase> phases, Function<Phase, ChainBuilder> action) {
    List<PopulationBuilder> populations = new ArrayList<>();
    Duration start = Duration.ZERO;
    for (Phase phase : phases) {
      List<OpenInjectionStep> steps = new ArrayList<>();
      if (!start.isZero()) {
        steps.add(nothingFor(start));
      }
      steps.add(arrivals(phase));
      populations.add(scenario(phase.name()).exec(action.apply(phase)).injectOpen(steps));
      start = start.plusSeconds(phase.seconds());
    }
    return populations;
  }

  /** The arrivals of one phase. */
  public static OpenInjectionStep arrivals(Phase phase) {
    return constantUsersPerSec(phase.ratePerSecond()).during(phase.seconds()).randomized();
  }
}
