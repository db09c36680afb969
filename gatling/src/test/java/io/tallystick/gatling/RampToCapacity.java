package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CapacitySearch;
import io.tallystick.gatling.run.LedgerSimulation;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Raises the rate level by level until one breaks the bound of p99, stops there and says which
 * held. Only the first level is asserted: the others are the question.
 */
public final class RampToCapacity extends LedgerSimulation {
  private static final String RESPONSE_MS = "responseMs";
  private static final int LEVELS = 10;
  private static final int LEVELS_MAX = 100;

  private final Accounts customers =
      new Accounts(Accounts.Kind.CUSTOMER, Currency.EUR, run().accounts());
  private final CapacitySearch search =
      new CapacitySearch(
          run().ratePerSecond(),
          settings().whole("levels", LEVELS, 1, LEVELS_MAX),
          run().seconds(),
          run().p99Ms());

  public RampToCapacity() {
    super(RunSettings.USUAL.with(5_000, 60));
    List<CapacitySearch.Level> levels = search.levels();
    String first = levels.get(0).phase().name();
    setUp(
            levels.stream()
                .flatMap(
                    level ->
                        Phases.populations(List.of(level.phase()), phase -> user(level)).stream())
                .toList())
        .protocols(protocol())
        .assertions(new Bounds(run()).failuresOf(first).p99Of(first).assertions());
  }

  private ChainBuilder user(CapacitySearch.Level level) {
    return feed(TransferRows.uniform(ids(), customers, run().rows()))
        .exec(
            transfers()
                .post(level.phase().name(), TransferRows.KEY, run().rows())
                .check(responseTimeInMillis().saveAs(RESPONSE_MS)))
        .exec(
            session -> {
              boolean failed = session.isFailed() || !session.contains(RESPONSE_MS);
              level.count(failed, failed ? 0 : session.getInt(RESPONSE_MS));
              return session;
            })
        .exec(stopLoadGeneratorIf("a level has broken the bound", session -> search.isOver()));
  }

  @Override
  protected List<Accounts> accounts() {
    return List.of(customers);
  }

  @Override
  public void after() {
    LoggerFactory.getLogger(RampToCapacity.class).info(search.outcome());
  }
}
