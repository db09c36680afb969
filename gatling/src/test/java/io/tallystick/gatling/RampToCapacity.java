package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGeneratorIf;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.feed.Feed;
import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CapacitySearch;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.run.Phase;
import io.tallystick.gatling.run.Phases;
import io.tallystick.gatling.settings.RunSettings;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Raises the rate level by level until one breaks the bound of p99, stops there and says which
 * held. Only the first level is asserted: the others are the question.
 */
public final class RampToCapacity extends CustomerSimulation {
  private static final String RESPONSE_MS = "responseMs";
  private static final int LEVELS = 10;
  private static final int LEVELS_MAX = 100;

  private final CapacitySearch search =
      new CapacitySearch(
          run().ratePerSecond(),
          settings().whole("levels", LEVELS, 1, LEVELS_MAX),
          run().seconds(),
          run().p99Ms());

  public RampToCapacity() {
    super(RunSettings.USUAL.with(5_000, 60));
    Feed rows = uniformRows();
    Phase first = search.phases().get(0);
    // What waits for a node that is not warm would still be there when the levels begin.
    Phase warming = new Phase("warm-up", first.ratePerSecond(), warmUpSeconds());
    setUp(
        List.of(warmUpScenario(send("transfers", rows)).injectOpen(Phases.arrivals(warming))),
        Phases.populations(search.phases(), phase -> user(search.levelOf(phase), rows)),
        new Bounds(run()).failuresOf(first.name()).p99Of(first.name()));
  }

  private ChainBuilder user(CapacitySearch.Level level, Feed rows) {
    return feed(rows)
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
  public void after() {
    LoggerFactory.getLogger(RampToCapacity.class).info(search.outcome());
  }
}
