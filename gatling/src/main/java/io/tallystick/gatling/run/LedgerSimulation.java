package io.tallystick.gatling.run;

import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.LedgerSetup;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.settings.Settings;
import io.tallystick.gatling.signing.RequestSigner;
import io.tallystick.gatling.transfer.IdSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A simulation with its parameters, its ids, and accounts that are opened before it starts. */
public abstract class LedgerSimulation extends Simulation {
  private static final double WARM_UP_FIRST = 0.1;

  private final Settings settings = Settings.ofSystem();
  private final Optional<RequestSigner> signer = RequestSigner.of(settings);
  private final IdSequence ids = new IdSequence();
  private final RunSettings run;

  /**
   * @param usual what this simulation does where no property says otherwise
   */
  protected LedgerSimulation(RunSettings usual) {
    run = RunSettings.read(settings, usual);
  }

  /** The accounts that the run uses. */
  protected abstract List<Accounts> accounts();

  /** What else the node needs before the run; nothing unless a simulation says so. */
  protected void prepare(LedgerSetup setup) {}

  @Override
  public final void before() {
    LedgerSetup setup = new LedgerSetup(run.url(), signer);
    setup.open(accounts());
    prepare(setup);
  }

  protected final Settings settings() {
    return settings;
  }

  protected final RunSettings run() {
    return run;
  }

  protected final IdSequence ids() {
    return ids;
  }

  protected final TransferRequests transfers() {
    return new TransferRequests(run.format());
  }

  /**
   * Runs what is measured, after a warm-up in which users of the same kind come at a rising rate.
   *
   * @param warmUpUser what a user of the warm-up does
   */
  protected final void setUp(
      ChainBuilder warmUpUser, List<PopulationBuilder> measured, Bounds bounds) {
    double rate = run.ratePerSecond();
    Duration length = Duration.ofSeconds(warmUpSeconds());
    setUp(
        List.of(
            warmUpScenario(warmUpUser)
                .injectOpen(rampUsersPerSec(rate * WARM_UP_FIRST).to(rate).during(length))),
        measured,
        bounds);
  }

  /**
   * The same with warm-ups of its own, side by side.
   *
   * @param warmUps what is measured follows the first, when its last user is done
   */
  protected final void setUp(
      List<PopulationBuilder> warmUps, List<PopulationBuilder> measured, Bounds bounds) {
    List<PopulationBuilder> populations = new ArrayList<>(measured);
    if (run.warmUpSeconds() > 0) {
      // Neither program is fast before it is compiled: those requests would be what p99 shows.
      HttpProtocolBuilder silent = protocol().silentUri(".*");
      populations.clear();
      warmUps.forEach(warmUp -> populations.add(warmUp.protocols(silent)));
      populations.set(0, populations.get(0).andThen(measured));
    }
    setUp(populations).protocols(protocol()).assertions(bounds.assertions());
  }

  /**
   * How long a warm-up is made for; at least a second, because Gatling refuses arrivals within no
   * time. Where none is wanted, what was made does not run.
   */
  protected final int warmUpSeconds() {
    return Math.max(1, run.warmUpSeconds());
  }

  /** The scenario of a warm-up. */
  protected static ScenarioBuilder warmUpScenario(ChainBuilder user) {
    return scenario("warm-up").exec(user);
  }

  /** Users share connections, as the requests of a bank's program do. */
  private HttpProtocolBuilder protocol() {
    HttpProtocolBuilder protocol =
        http.baseUrl(run.url().toString())
            .shareConnections()
            .disableWarmUp()
            .disableCaching()
            .disableFollowRedirect()
            .userAgentHeader("tallystick-gatling");
    return signer.map(one -> protocol.sign(request -> one.sign(request))).orElse(protocol);
  }
}
