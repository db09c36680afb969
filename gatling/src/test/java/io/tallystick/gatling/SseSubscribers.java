package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.SseMessageCheck;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import java.time.Duration;
import java.util.List;

/**
 * Subscribers of the stream of batches, while transfers are settled: each must get batch after
 * batch, and every event must be one.
 */
public final class SseSubscribers extends CustomerSimulation {
  private static final String EVENT = "batch event";
  private static final int SUBSCRIBERS = 8;

  /** Streams that a node keeps. */
  private static final int SUBSCRIBERS_MAX = 64;

  /** How long after the subscribers writers go on, so that none waits for a batch in vain. */
  private static final int AFTERWARDS_SECONDS = 3;

  private final int subscribers = settings().whole("subscribers", SUBSCRIBERS, 1, SUBSCRIBERS_MAX);

  public SseSubscribers() {
    super(RunSettings.USUAL);
    PopulationBuilder readers =
        scenario("subscribers")
            .exec(subscriber("", run().seconds()))
            .injectOpen(atOnceUsers(subscribers));
    Phase writing =
        new Phase("transfers", run().ratePerSecond(), run().seconds() + AFTERWARDS_SECONDS);
    ChainBuilder writer = send(writing.name(), uniformRows());
    PopulationBuilder writers = Phases.populations(List.of(writing), phase -> writer).get(0);
    Bounds bounds =
        new Bounds(run()).failures().p99Of(writing.name()).p99Of(EVENT).atLeast(subscribers, EVENT);
    setUp(warmUps(writer), List.of(readers, writers), bounds);
  }

  /** Writers first: the run begins when they are done, and subscribers leave before. */
  private List<PopulationBuilder> warmUps(ChainBuilder writer) {
    int seconds = warmUpSeconds();
    Phase warming = new Phase("warm-up", run().ratePerSecond(), seconds + AFTERWARDS_SECONDS);
    return List.of(
        warmUpScenario(writer).injectOpen(Phases.arrivals(warming)),
        scenario("warm-up of subscribers")
            .exec(subscriber("warm-up: ", seconds))
            .injectOpen(atOnceUsers(subscribers)));
  }

  /**
   * @param prefix of all names: what streams do is reported even where other requests are silent
   */
  private ChainBuilder subscriber(String prefix, int seconds) {
    SseMessageCheck event = event(prefix + EVENT);
    return exec(sse(prefix + "subscribe").get("/v1/batches/stream").await(patience()).on(event))
        .during(seconds)
        .on(exec(sse(prefix + "wait").setCheck().await(patience()).on(event)))
        .exec(sse(prefix + "unsubscribe").close());
  }

  /** Batches follow transfers, which come at random: seldom ones let a subscriber wait for long. */
  private Duration patience() {
    return Duration.ofSeconds(AFTERWARDS_SECONDS + (long) Math.ceil(1 / run().ratePerSecond()));
  }

  private static SseMessageCheck event(String name) {
    return sse.checkMessage(name)
        .matching(regex("\"event\":\"batch\"").exists())
        .check(regex("height").exists());
  }
}
