package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.tallystick.gatling.feed.Authorisations;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CardHours;
import io.tallystick.gatling.run.CardShares;
import io.tallystick.gatling.run.LedgerSimulation;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.transfer.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A day of a card network, pressed into the run: authorisations rise and fall with the hours, and
 * each is completed, completed in part, reversed, or left to expire.
 */
public final class CardDay extends LedgerSimulation {
  private static final int CARDHOLDERS_OF_MERCHANT = 20;
  private static final int HOLD_SECONDS = 60;
  private static final int CLEARING_SECONDS = 3;
  private static final int CLEARING_SECONDS_MAX = 3_600;

  /** Of what was held, a tip that was not given or an article that was not in stock. */
  private static final int TAKEN_PERCENT = 80;

  private static final int PERCENT = 100;

  private final Accounts cardholders =
      new Accounts(Accounts.Kind.CARDHOLDER, Currency.EUR, run().accounts());
  private final Accounts merchants =
      new Accounts(
          Accounts.Kind.MERCHANT,
          Currency.EUR,
          Math.max(1, run().accounts() / CARDHOLDERS_OF_MERCHANT));

  public CardDay() {
    super(RunSettings.USUAL.with(100, 60));
    List<OpenInjectionStep> hours =
        CardHours.of(run().ratePerSecond(), run().seconds()).stream()
            .map(Phases::arrivals)
            .toList();
    ChainBuilder purchase = purchase();
    setUp(
        purchase,
        List.of(scenario("purchases").exec(purchase).injectOpen(hours)),
        new Bounds(run()).failures().p99());
  }

  private ChainBuilder purchase() {
    int clearing = settings().whole("clearingSeconds", CLEARING_SECONDS, 1, CLEARING_SECONDS_MAX);
    int hold = settings().whole("holdSeconds", HOLD_SECONDS, 1, RunSettings.SECONDS_MAX);
    CardShares shares = CardShares.read(settings());
    return feed(Authorisations.of(ids(), cardholders, merchants, hold))
        .exec(transfers().post("authorisation", Authorisations.KEY, 1))
        .exec(exitHereIfFailed())
        .exec(pause(Duration.ofSeconds(1), Duration.ofSeconds(clearing)))
        .exec(
            randomSwitch()
                .on(
                    percent(shares.completed())
                        .then(resolve("completion", held -> post(held, held.amount()))),
                    percent(shares.completedInPart())
                        .then(resolve("completion in part", held -> post(held, part(held)))),
                    percent(shares.reversed())
                        .then(
                            resolve("reversal", held -> Transfer.voided(ids().next(), held.id()))),
                    percent(shares.expired()).then(exec(session -> session))));
  }

  private Transfer post(Transfer held, long amount) {
    return Transfer.post(ids().next(), held.id(), amount);
  }

  private static long part(Transfer held) {
    return Math.max(1, held.amount() * TAKEN_PERCENT / PERCENT);
  }

  private ChainBuilder resolve(String name, UnaryOperator<Transfer> how) {
    return exec(session -> {
          Transfer held = session.<List<Transfer>>get(Authorisations.KEY).get(0);
          return session.set(TransferRows.KEY, List.of(how.apply(held)));
        })
        .exec(transfers().post(name, TransferRows.KEY, 1));
  }

  @Override
  protected List<Accounts> accounts() {
    return List.of(cardholders, merchants);
  }
}
