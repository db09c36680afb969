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
        scenario("subscribers").exec(subscriber()).injectOpen(atOnceUsers(subscribers));
    Phase writing =
        new Phase("transfers", run().ratePerSecond(), run().seconds() + AFTERWARDS_SECONDS);
    ChainBuilder writer = send(writing.name(), uniformRows());
    PopulationBuilder writers = Phases.populations(List.of(writing), phase -> writer).get(0);
    Bounds bounds = new Bounds(run()).failures().p99().atLeast(subscribers, EVENT);
    setUp(writer, List.of(readers, writers), bounds);
  }

  private ChainBuilder subscriber() {
    return exec(sse("subscribe").get("/v1/batches/stream").await(patience()).on(event()))
        .during(run().seconds())
        .on(exec(sse("wait for a batch").setCheck().await(patience()).on(event())))
        .exec(sse("unsubscribe").close());
  }

  /** Batches follow transfers, which come at random: seldom ones let a subscriber wait for long. */
  private Duration patience() {
    return Duration.ofSeconds(AFTERWARDS_SECONDS + (long) Math.ceil(1 / run().ratePerSecond()));
  }

  private static SseMessageCheck event() {
    return sse.checkMessage(EVENT)
        .matching(regex("\"event\":\"batch\"").exists())
        .check(regex("height").exists());
  }
}
