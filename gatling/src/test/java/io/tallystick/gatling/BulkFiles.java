package io.tallystick.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.tallystick.gatling.feed.TransferRows;
import io.tallystick.gatling.ledger.Accounts;
import io.tallystick.gatling.ledger.Currency;
import io.tallystick.gatling.run.Bounds;
import io.tallystick.gatling.run.LedgerSimulation;
import io.tallystick.gatling.settings.RunSettings;
import io.tallystick.gatling.transfer.BodyFormat;
import java.util.List;

/**
 * Banks that hand in files of transfers, each file as soon as the one before is settled: the one
 * closed model here, because a bank waits for its file.
 */
public final class BulkFiles extends LedgerSimulation {
  private static final String FILE = "file";
  private static final int BANKS = 2;
  private static final int BANKS_MAX = 500;
  private static final int P99_MS = 2_000;

  private final Accounts customers =
      new Accounts(Accounts.Kind.CUSTOMER, Currency.EUR, run().accounts());

  public BulkFiles() {
    super(RunSettings.USUAL.withBodies(RunSettings.ROWS_MAX, BodyFormat.BINARY, P99_MS));
    int banks = settings().whole("banks", BANKS, 1, BANKS_MAX);
    setUp(
            scenario("banks")
                .exec(
                    feed(TransferRows.uniform(ids(), customers, run().rows()))
                        .exec(transfers().post(FILE, TransferRows.KEY, run().rows())))
                .injectClosed(constantConcurrentUsers(banks).during(run().seconds())))
        .protocols(protocol())
        .assertions(new Bounds(run()).failures().p99().assertions());
  }

  @Override
  protected List<Accounts> accounts() {
    return List.of(customers);
  }
}
