package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.feed.Feed;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.LedgerSetup;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.transfer.Transfer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads between writes: accounts, single transfers, an account's newest transfers, and proofs, all
 * linearizable. What is read by its id was settled before the run.
 */
public final class ReadMix extends CustomerSimulation {
  private static final double READ_PERCENT = 90;
  private static final double ALL = 100;

  /** Of the reads: people look at balances most, auditors at proofs least. */
  private static final double ACCOUNTS_SHARE = 0.5;

  private static final double TRANSFERS_SHARE = 0.25;
  private static final double LISTS_SHARE = 0.15;
  private static final double PROOFS_SHARE = 0.1;

  private static final int SETTLED_BEFORE = 1_000;

  private final List<Transfer> settled = TransferRows.draw(ids(), customers(), SETTLED_BEFORE);

  public ReadMix() {
    super(RunSettings.USUAL);
    ChainBuilder user = user();
    Phase mixed = new Phase("readers and writers", run().ratePerSecond(), run().seconds());
    setUp(
        user,
        Phases.populations(List.of(mixed), phase -> user),
        new Bounds(run()).failures().p99());
  }

  private ChainBuilder user() {
    double reads = settings().decimal("readPercent", READ_PERCENT, 0, ALL);
    List<Long> numbers =
        IntStream.range(0, customers().count()).mapToObj(customers()::number).toList();
    List<String> transferIds = settled.stream().map(transfer -> transfer.id().text()).toList();
    return feed(Feed.anyOf("account", numbers))
        .feed(Feed.anyOf("transfer", transferIds))
        .exec(
            randomSwitch()
                .on(
                    percent(reads * ACCOUNTS_SHARE).then(get("account", "/accounts/#{account}")),
                    percent(reads * TRANSFERS_SHARE)
                        .then(get("transfer", "/transfers/#{transfer}")),
                    percent(reads * LISTS_SHARE)
                        .then(get("newest transfers", "/accounts/#{account}/transfers?limit=10")),
                    percent(reads * PROOFS_SHARE)
                        .then(get("proof", "/transfers/#{transfer}/proof")),
                    percent(ALL - reads).then(send("transfers", uniformRows()))));
  }

  private static ChainBuilder get(String name, String path) {
    return exec(http(name).get("/v1" + path).check(status().is(200)));
  }

  @Override
  protected void prepare(LedgerSetup setup) {
    setup.settle(settled);
  }
}
