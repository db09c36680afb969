package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.SseMessageCheck;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.LedgerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import java.time.Duration;
import java.util.List;

/**
 * Subscribers of the stream of batches, while transfers are settled: each must get batch after
 * batch, and every event must be one.
 */
public final class SseSubscribers extends LedgerSimulation {
  private static final String EVENT = "batch event";
  private static final int SUBSCRIBERS = 8;

  /** Streams that a node keeps. */
  private static final int SUBSCRIBERS_MAX = 64;

  /** How long after the subscribers writers go on, so that none waits for a batch in vain. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(3);

  private final Accounts customers =
      new Accounts(Accounts.Kind.CUSTOMER, Currency.EUR, run().accounts());
  private final int subscribers = settings().whole("subscribers", SUBSCRIBERS, 1, SUBSCRIBERS_MAX);

  public SseSubscribers() {
    super(RunSettings.USUAL);
    Duration length = Duration.ofSeconds(run().seconds());
    PopulationBuilder readers =
        scenario("subscribers").exec(subscriber(length)).injectOpen(atOnceUsers(subscribers));
    Phase writing = new Phase("transfers", run().ratePerSecond(), length.plus(AFTERWARDS));
    PopulationBuilder writers =
        Phases.populations(List.of(writing), phase -> writer(phase.name())).get(0);
    Bounds bounds = new Bounds(run()).failures().p99().atLeast(subscribers, EVENT);
    setUp(readers, writers).protocols(protocol()).assertions(bounds.assertions());
  }

  private ChainBuilder subscriber(Duration length) {
    return exec(sse("subscribe").get("/v1/batches/stream").await(patience()).on(event()))
        .during(length)
        .on(exec(sse("wait for a batch").setCheck().await(patience()).on(event())))
        .exec(sse("unsubscribe").close());
  }

  /** Batches follow transfers, which come at random: seldom ones let a subscriber wait for long. */
  private Duration patience() {
    return AFTERWARDS.plusSeconds((long) Math.ceil(1 / run().ratePerSecond()));
  }

  private static SseMessageCheck event() {
    return sse.checkMessage(EVENT).check(jsonPath("$.event").is("batch"), regex("height").exists());
  }

  private ChainBuilder writer(String name) {
    return feed(TransferRows.uniform(ids(), customers, run().rows()))
        .exec(transfers().post(name, TransferRows.KEY, run().rows()));
  }

  @Override
  protected List<Accounts> accounts() {
    return List.of(customers);
  }
}
