package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.feed;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.feed.PvpPairs;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.LedgerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;

/**
 * Currency trades between banks as linked pairs, one leg in EUR and one in USD: both settle or
 * neither.
 */
public final class FxDesk extends LedgerSimulation {
  private static final String TRADES = "trades";
  private static final int ROWS_OF_PAIR = 2;

  private final Accounts euros = new Accounts(Accounts.Kind.BANK, Currency.EUR, run().accounts());
  private final Accounts dollars = new Accounts(Accounts.Kind.BANK, Currency.USD, run().accounts());

  public FxDesk() {
    super(RunSettings.USUAL);
    int pairs = settings().whole("pairs", 1, 1, RunSettings.ROWS_MAX / ROWS_OF_PAIR);
    ChainBuilder trader =
        feed(PvpPairs.of(ids(), euros, dollars, pairs))
            .exec(transfers().post(TRADES, TransferRows.KEY, pairs * ROWS_OF_PAIR));
    Phase trading = new Phase(TRADES, run().ratePerSecond(), run().seconds());
    setUp(
        trader,
        Phases.populations(List.of(trading), phase -> trader),
        new Bounds(run()).failures().p99());
  }

  @Override
  protected List<Accounts> accounts() {
    return List.of(euros, dollars);
  }
}
