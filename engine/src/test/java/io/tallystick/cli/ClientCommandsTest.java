package io.tallystick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClientCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FakeServer server;

  @BeforeEach
  void start() {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CliRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add(server.url());
    return CliRun.of(all.toArray(String[]::new));
  }

  private void twoAccounts() {
    assertThat(run("ledger", "create", "EUR").exitCode()).isZero();
    for (String name : List.of("customer:1", "shop:7")) {
      CliRun created = run("account", "create", name, "--ledger", "EUR", "--code", "100");
      assertThat(created.exitCode()).as(created.err()).isZero();
    }
  }

  private CliRun pay(String id, String amount) {
    return run(
        "transfer",
        "submit",
        "--id",
        id,
        "--debit",
        "customer:1",
        "--credit",
        "shop:7",
        "--amount",
        amount,
        "--ledger",
        "EUR",
        "--code",
        "1",
        "--value-date",
        "1993-01-31");
  }

  @Test
  void aDeclaredLedgerIsToldWithItsNumberAndScale() {
    CliRun run = run("ledger", "create", "EUR", "--scale", "2");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("created: ledger EUR, number 978, 2 decimal places\n");
  }

  @Test
  void aLedgerThatExistsDifferentlyIsRefusedWithOne() {
    run("ledger", "create", "EUR");
    CliRun run = run("ledger", "create", "EUR", "--scale", "3");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("ledger EUR was refused: exists_with_different_scale");
  }

  @Test
  void anAccountShowsDecimalAmountsOfItsLedger() {
    twoAccounts();
    assertThat(pay("t-1", "12.5").exitCode()).isZero();
    CliRun run = run("account", "shop:7");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .contains(
            "account          shop:7",
            "ledger           EUR",
            "debits posted    0.00",
            "credits posted   12.50",
            "balance          12.50");
  }

  @Test
  void historyShowsBothSidesAndTheValueDate() {
    twoAccounts();
    pay("t-1", "12.5");
    pay("t-2", "1");
    CliRun run = run("account", "customer:1", "--history");
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).startsWith("time").contains("counterparty", "debit", "value date");
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains("shop:7", "1.00", "1993-01-31");
    assertThat(lines.get(2)).contains("shop:7", "12.50", "1993-01-31");
  }

  @Test
  void historyReadsAsManyRowsAsAskedFor() {
    twoAccounts();
    for (int i = 0; i < 5; i++) {
      pay("t-" + i, "1");
    }
    CliRun run = run("account", "customer:1", "--history", "--limit", "3");
    assertThat(run.out().lines()).hasSize(4);
  }

  @Test
  void atAsksForTheTimeInNanoseconds() {
    twoAccounts();
    CliRun run = run("account", "customer:1", "--at", "1970-01-01T00:00:01.5Z");
    assertThat(run.exitCode()).isZero();
    assertThat(server.asked).anyMatch(path -> path.endsWith("customer%3A1?at=1500000000"));
  }

  @Test
  void jsonIsTheServersAnswer() throws IOException {
    twoAccounts();
    CliRun run = run("account", "customer:1", "--json");
    JsonNode json = MAPPER.readTree(run.out());
    assertThat(json).isEqualTo(MAPPER.readTree(server.account("customer:1").toString()));
  }

  @Test
  void anAccountThatIsNotThereIsRefusedAndNamed() {
    CliRun run = run("account", "customer:9");
    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("customer:9").contains("There is no account");
  }

  @Test
  void aTransferIsSubmittedOnceUnderItsId() {
    twoAccounts();
    assertThat(pay("t-1", "12.50").out()).startsWith("created: transfer t-1");
    assertThat(pay("t-1", "12.50").out()).startsWith("exists: transfer t-1");
    CliRun differs = pay("t-1", "12.51");
    assertThat(differs.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(differs.err()).contains("exists_with_different_amount");
    assertThat(server.settledIds()).hasSize(1);
  }

  @Test
  void aTransferWithoutAnIdGetsOneThatIsShownBeforehand() {
    twoAccounts();
    CliRun run =
        run(
            "transfer",
            "submit",
            "--debit",
            "customer:1",
            "--credit",
            "shop:7",
            "--amount",
            "1",
            "--ledger",
            "EUR",
            "--code",
            "1");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).matches("id [0-9a-f-]{36}\n");
  }

  @Test
  void anAmountThatTheScaleCannotHoldIsWrongUsageAndNotSent() {
    twoAccounts();
    CliRun run = pay("t-1", "12.505");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("12.505").contains("at most 2 decimal places");
    assertThat(server.settledIds()).isEmpty();
  }

  @Test
  void aTransferIsShownWithItsBatch() {
    twoAccounts();
    pay("t-1", "12.50");
    CliRun run = run("transfer", "t-1");
    assertThat(run.out())
        .contains("debit account   customer:1", "12.50 EUR", "value date      1993-01-31");
  }

  @Test
  void aBatchIsShownWithItsRecords() {
    twoAccounts();
    pay("t-1", "12.50");
    CliRun run = run("batch", "1", "--records", "10");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("hash", "cdcdcd").contains("customer:1").contains("12.50");
    assertThat(run("batch", "7").exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void ledgersAreListedWithEqualTotals() {
    twoAccounts();
    pay("t-1", "12.50");
    CliRun run = run("ledger", "list");
    assertThat(run.out()).contains("EUR").contains("12.50").contains("debits = credits");
  }

  @Test
  void statusShowsHeights() {
    CliRun run = run("status");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("settled").contains("journalled").contains("leader");
  }

  @Test
  void aServerThatCannotTakeItNowIsToldWithThree() {
    twoAccounts();
    server.failures.add(FakeServer.Failure.UNAVAILABLE_503);
    CliRun run = pay("t-1", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("the journal is behind").contains("Try again in 1 second");
  }

  @Test
  void anUnknownOutcomeIsToldWithThreeAndMayBeRepeated() {
    twoAccounts();
    server.failures.add(FakeServer.Failure.UNKNOWN_504);
    CliRun run = pay("t-1", "1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("nothing settles twice");
    assertThat(pay("t-1", "1").out()).startsWith("exists");
  }

  @Test
  void noServerIsToldWithThreeAndWhatToDo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    CliRun run = CliRun.of("status", "--url", "http://127.0.0.1:" + free);
    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("No server answers").contains("./tallystick start");
  }

  @Test
  void failuresComeInJsonToo() throws IOException {
    CliRun run = run("account", "customer:9", "--json");
    JsonNode json = MAPPER.readTree(run.err());
    assertThat(json.path("error").asText()).isEqualTo("account_not_found");
    assertThat(json.path("exit_code").asInt()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
  }
}
