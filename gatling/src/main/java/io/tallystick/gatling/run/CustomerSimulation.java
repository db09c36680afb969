package io.tallystick.gatling.run;

import static io.gatling.javaapi.core.CoreDsl.feed;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.feed.Feed;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;

/**
 * Users of the same kind, each of whom sends one request with transfers between customers'
 * accounts.
 */
public abstract class CustomerSimulation extends LedgerSimulation {
  private final Accounts customers =
      new Accounts(Accounts.Kind.CUSTOMER, Currency.EUR, run().accounts());

  protected CustomerSimulation(RunSettings usual) {
    super(usual);
  }

  /**
   * Runs phases one behind the other.
   *
   * @param rows what users send
   */
  protected final void setUpPhases(List<Phase> phases, Feed rows, Bounds bounds) {
    setUp(
        send("transfers", rows),
        Phases.populations(phases, phase -> send(phase.name(), rows)),
        bounds);
  }

  /** One request with transfers. */
  protected final ChainBuilder send(String name, Feed rows) {
    return feed(rows).exec(transfers().post(name, TransferRows.KEY, run().rows()));
  }

  /** Transfers between customers, all equally likely. */
  protected final Feed uniformRows() {
    return TransferRows.uniform(ids(), customers, run().rows());
  }

  /** The same of which some credit the first customer. */
  protected final Feed hotRows(int hotPercent) {
    return TransferRows.hot(ids(), customers, run().rows(), hotPercent);
  }

  /** The customers' accounts. */
  protected final Accounts customers() {
    return customers;
  }

  @Override
  protected final List<Accounts> accounts() {
    return List.of(customers);
  }
}
