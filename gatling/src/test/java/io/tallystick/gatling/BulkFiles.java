package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.CustomerSimulation;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.transfer.BodyFormat;
import java.util.List;

/**
 * Banks that hand in files of transfers, each file as soon as the one before is settled: the one
 * closed model here, because a bank waits for its file.
 */
public final class BulkFiles extends CustomerSimulation {
  private static final String FILE = "file";
  private static final int BANKS = 2;
  private static final int BANKS_MAX = 500;
  private static final int P99_MS = 2_000;

  public BulkFiles() {
    super(RunSettings.USUAL.withBodies(RunSettings.ROWS_MAX, BodyFormat.BINARY, P99_MS));
    int banks = settings().whole("banks", BANKS, 1, BANKS_MAX);
    ChainBuilder bank = send(FILE, uniformRows());
    setUp(
        List.of(
            warmUpScenario(bank)
                .injectClosed(constantConcurrentUsers(banks).during(warmUpSeconds()))),
        List.of(
            scenario("banks")
                .exec(bank)
                .injectClosed(constantConcurrentUsers(banks).during(run().seconds()))),
        new Bounds(run()).failures().p99());
  }
}
