package io.tallystick.gatling.run;

import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.LedgerSetup;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.settings.Settings;
import io.tallystick.gatling.transfer.IdSequence;
import java.util.List;

/** A simulation with its parameters, its ids, and accounts that are opened before it starts. */
public abstract class LedgerSimulation extends Simulation {
  private final Settings settings = Settings.ofSystem();
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
    LedgerSetup setup = new LedgerSetup(run.url());
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

  /** Users share connections, as the requests of a bank's program do. */
  protected final HttpProtocolBuilder protocol() {
    return http.baseUrl(run.url().toString())
        .shareConnections()
        .disableWarmUp()
        .disableCaching()
        .disableFollowRedirect()
        .userAgentHeader("tallystick-gatling");
  }
}
